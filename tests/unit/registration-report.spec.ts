import { expect, test } from "@playwright/test";
import { explainCheck } from "../../lib/identity/registration-checks";
import { findRegistration } from "../../lib/identity/registration-report";
import { db } from "../../lib/platform/db";
import { openTestDatabase } from "./support/database";

const NOBODY_KNOWS = explainCheck({ name: "moon_phase", ok: false, detail: "Waning" });

test.describe("the report of a registration", () => {
  test("is kept, and comes back with words", async () => {
    await openTestDatabase();
    expect(await findRegistration("EU")).toBeNull();
    const checks = [
      { name: "metadata_document", ok: true, detail: "Fetched and validated" },
      { name: "jwks", ok: false, detail: "Client keys could not be retrieved" },
    ];
    const registeredAt = new Date();
    const row = { status: "CHECKS_FAILED", clientType: "confidential", checks, registeredAt } as const;
    await db().registration.create({ data: { region: "EU", ...row } });
    expect(await findRegistration("EU")).toMatchObject({ region: "EU", ...row });
    expect((await findRegistration("EU"))?.checks[1]?.remedy).toContain("/.well-known/jwks.json");
    await db().registration.delete({ where: { region: "EU" } });
  });

  test("names what was fine without a remedy", () => {
    const check = explainCheck({ name: "jwks", ok: true, detail: "1 key(s) served: one" });
    expect(check).toMatchObject({ title: "Keys", detail: "1 key(s) served: one" });
    expect(check.remedy).toBeUndefined();
  });

  test("takes a check that no one knows as it comes", () => {
    expect(NOBODY_KNOWS).toMatchObject({ title: "moon_phase", detail: "Waning" });
    expect(explainCheck({ name: "constructor", ok: false, detail: "" }).title).toBe("constructor");
  });

  // Failures that only PostHog's people can fix fall back to asking them; these do not.
  const failures: [check: string, detail: string][] = [
    ["metadata_document", "Failed to fetch Metadata document: connection refused"],
    [
      "metadata_document",
      "Metadata document endpoint returned redirect (HTTP 302), redirects are not allowed",
    ],
    ["metadata_document", "Metadata document endpoint returned HTTP 401"],
    ["metadata_document", "Metadata document exceeds 5120 byte limit"],
    ["metadata_document", "Metadata document fetch exceeded total time limit"],
    ["metadata_document", "Invalid JSON in Metadata document: Expecting value"],
    ["metadata_document", "client_id in metadata ('https://a/b') does not match URL ('https://c/b')"],
    ["metadata_document", "URL blocked: private address"],
    ["metadata_document", "Metadata document must contain a non-empty redirect_uris array"],
    ["metadata_document", "CIMD clients cannot use token_endpoint_auth_method 'private_key_jwt'"],
    ["metadata_document", "jwks_uri must be an https URL"],
    ["metadata_document", "Registration is already in progress, retry shortly"],
    ["provisioning_enabled", 'Add "com.posthog": {"provisioning": true} to your client metadata document'],
    ["jwks", "Client keys could not be retrieved"],
    ["jwks", "JWKS must not contain more than 10 keys"],
    ["client_assertion", "Client assertion is signed by an unknown key"],
    ["client_assertion", "Client assertion is invalid"],
  ];
  for (const [name, detail] of failures) {
    test(`says how to fix “${detail}”`, () => {
      expect(explainCheck({ name, ok: false, detail }).remedy?.length).toBeGreaterThan(10);
      expect(explainCheck({ name, ok: false, detail }).remedy).not.toBe(NOBODY_KNOWS.remedy);
    });
  }
});
