import { expect, test } from "@playwright/test";
import {
  createProxyRecord,
  deleteProxyRecord,
  getProxyRecord,
  listProxyRecords,
  retryProxyRecord,
} from "../../features/proxies/api";
import {
  createSecretKey,
  deleteSecretKey,
  getSecretKey,
  listSecretKeys,
  rollSecretKey,
  updateSecretKey,
} from "../../features/secret-keys/api";
import { configureClient } from "../../lib/posthog/client";
import type { PostHogError } from "../../lib/posthog/errors";

const bearer = { region: "EU", credential: "phx_key" } as const;
const project = { ...bearer, projectId: "7" };
const organization = { ...bearer, organizationId: "org" };

const olderKey = {
  id: "k1",
  label: "Server",
  value: null,
  mask_value: "phs_...abcd",
  created_at: "2026-01-02T03:04:05.123456Z",
  created_by: 42,
  last_used_at: null,
  last_rolled_at: null,
  scopes: ["endpoint:read"],
};
const newerKey = {
  ...olderKey,
  created_by: { id: 42, first_name: "Ada", last_name: "", email: "ada@example.com", hedgehog_config: null },
  last_used_at: "2026-01-03T00:00:00Z",
};
const record = {
  id: "0198c1d3-55aa-0000-9c3e-6f0e1b7a8c22",
  domain: "e.shop.example",
  target_cname: "1f0c.cf-prod-us-proxy.proxyhog.com.",
  status: "waiting",
  message: null,
  created_at: "2026-01-02T03:04:05Z",
  updated_at: "2026-01-02T03:04:05Z",
  created_by: 42,
};

/** A client whose server answers by method and path. */
function serving(answers: Record<string, () => Response>) {
  const calls: string[] = [];
  const config = configureClient({
    baseUrls: { US: "https://us.example", EU: "https://eu.example" },
    clientId: "x",
    fetch: async (input, init) => {
      const { method, url } = new Request(input, init);
      const call = `${method} ${new URL(url).pathname}`;
      calls.push(call);
      const missing = Response.json({ detail: "Endpoint not found." }, { status: 404 });
      return answers[call]?.() ?? missing;
    },
  });
  return { config, calls };
}

const page = (...results: unknown[]) =>
  Response.json({ count: results.length, next: null, previous: null, results });
const KEYS = "/api/projects/7/project_secret_api_keys/";
const OLDER_KEYS = "/api/environments/7/project_secret_api_keys/";
const PROXIES = "/api/organizations/org/proxy_records/";

test.describe("project secret API keys", () => {
  test("are read as older and newer servers write them, and as the pages do", async () => {
    const sparse = {
      id: "k3",
      label: "",
      created_at: "2026-01-02T03:04:05Z",
      created_by: null,
      scopes: null,
    };
    const { config } = serving({ [`GET ${KEYS}`]: () => page(olderKey, newerKey, sparse) });
    expect(await listSecretKeys(config, project)).toMatchObject([
      { id: "k1", createdBy: "User 42", mask: "phs_...abcd", lastUsedAt: null, scopes: ["endpoint:read"] },
      { createdBy: "Ada", lastUsedAt: new Date("2026-01-03T00:00:00Z") },
      { createdBy: null, mask: null, scopes: [], lastRolledAt: null },
    ]);
  });

  test("are never without their value when they are made or rolled", async () => {
    const made = { ...newerKey, value: "phs_value" };
    const { config } = serving({
      [`POST ${KEYS}`]: () => Response.json(made, { status: 201 }),
      [`POST ${KEYS}k1/roll/`]: () => Response.json(newerKey),
    });
    const key = await createSecretKey(config, { ...project, label: "Server", scopes: ["endpoint:read"] });
    expect(key.value).toBe("phs_value");
    const error: PostHogError = await rollSecretKey(config, { ...project, id: "k1" })
      .then(() => Promise.reject(new Error("no error")))
      .catch((thrown) => thrown);
    expect(error.code).toBe("unexpected_response");
  });

  test("are found by the older route where a server has no other, also for changes", async () => {
    const { config, calls } = serving({
      [`GET ${OLDER_KEYS}`]: () => page(olderKey),
      [`GET ${OLDER_KEYS}k1/`]: () => Response.json(olderKey),
      [`PATCH ${OLDER_KEYS}k1/`]: () => Response.json(olderKey),
      [`DELETE ${OLDER_KEYS}k1/`]: () => new Response(null, { status: 204 }),
    });
    expect(await listSecretKeys(config, project)).toHaveLength(1);
    expect((await getSecretKey(config, { ...project, id: "k1" })).label).toBe("Server");
    await updateSecretKey(config, { ...project, id: "k1", label: "New", scopes: ["endpoint:read"] });
    await deleteSecretKey(config, { ...project, id: "k1" });
    expect(calls.slice(-2)).toEqual([`DELETE ${KEYS}k1/`, `DELETE ${OLDER_KEYS}k1/`]);
  });

  test("that are gone are not looked for by the older route", async () => {
    const gone = () => Response.json({ code: "not_found", detail: "Not found." }, { status: 404 });
    const { config, calls } = serving({ [`DELETE ${KEYS}k1/`]: gone });
    await expect(deleteSecretKey(config, { ...project, id: "k1" })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(calls).toHaveLength(1);
  });
});

test.describe("proxy records", () => {
  test("are listed with what the plan allows, states of the future included", async () => {
    const later = { ...record, status: "thawing", message: "", root_redirect_url: null };
    const { config } = serving({
      [`GET ${PROXIES}`]: () => Response.json({ results: [record, later], max_proxy_records: 2 }),
    });
    expect(await listProxyRecords(config, organization)).toEqual({
      limit: 2,
      records: [
        {
          id: record.id,
          domain: "e.shop.example",
          targetCname: "1f0c.cf-prod-us-proxy.proxyhog.com",
          status: "waiting",
          message: null,
        },
        expect.objectContaining({ status: "thawing", message: null }),
      ],
    });
  });

  for (const status of [200, 201]) {
    test(`are created with a ${status}`, async () => {
      const { config } = serving({ [`POST ${PROXIES}`]: () => Response.json(record, { status }) });
      const made = await createProxyRecord(config, { ...organization, domain: record.domain });
      expect(made.id).toBe(record.id);
    });
  }

  for (const [words, answer] of [
    ["a 200", () => Response.json({ success: true })],
    ["a 204", () => new Response(null, { status: 204 })],
  ] as const) {
    test(`are deleted with ${words}`, async () => {
      const { config } = serving({ [`DELETE ${PROXIES}${record.id}/`]: answer });
      await deleteProxyRecord(config, { ...organization, id: record.id });
    });
  }

  test("are read one by one, retried once, and refused in PostHog's words", async () => {
    const refusal = "This action does not support personal API key access";
    const { config, calls } = serving({
      [`GET ${PROXIES}${record.id}/`]: () => Response.json(record),
      [`POST ${PROXIES}${record.id}/retry/`]: () => Response.json({ detail: refusal }, { status: 403 }),
    });
    expect((await getProxyRecord(config, { ...organization, id: record.id })).status).toBe("waiting");
    await expect(retryProxyRecord(config, { ...organization, id: record.id })).rejects.toMatchObject({
      code: "personal_api_key_unsupported",
      details: { detail: refusal },
    });
    expect(calls).toHaveLength(2);
  });
});
