import { expect, test } from "@playwright/test";
import { serving } from "@/tests/unit/support/serving";
import {
  createProxyRecord,
  deleteProxyRecord,
  getProxyRecord,
  listProxyRecords,
  retryProxyRecord,
} from "../../api";

const PROXIES = "/api/organizations/org/proxy_records/";
const organization = { region: "EU", credential: "phx_key", organizationId: "org" } as const;

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
