import { expect, test } from "@playwright/test";
import type { PostHogError } from "@/lib/posthog/errors";
import { serving } from "@/tests/unit/support/serving";
import {
  createSecretKey,
  deleteSecretKey,
  getSecretKey,
  listSecretKeys,
  rollSecretKey,
  updateSecretKey,
} from "../../api";

const KEYS = "/api/projects/7/project_secret_api_keys/";
const OLDER_KEYS = "/api/environments/7/project_secret_api_keys/";
const project = { region: "EU", credential: "phx_key", projectId: "7" } as const;

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
const page = (...results: unknown[]) =>
  Response.json({ count: results.length, next: null, previous: null, results });

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
