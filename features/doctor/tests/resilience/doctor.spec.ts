import { generateKeyPairSync } from "node:crypto";
import { expect } from "@playwright/test";
import { test as withPostgres } from "@/tests/resilience/support/postgres";
import { connectedPerson } from "@/tests/resilience/support/story";
import { createEmptyDatabase } from "@/tests/support/postgres";
import { freePort } from "@/tests/support/processes";
import { newSigningKey } from "@/tests/support/signing-keys";
import { type DoctorFixture, startDoctorFixture } from "../support/doctor-fixture";
import { DOCUMENT, FAULTS } from "../support/faults";
import { header, startFront } from "../support/front";

const JWKS = "/.well-known/jwks.json";

const test = withPostgres.extend<object, { documented: DoctorFixture; current: DoctorFixture }>({
  documented: [clinicFor("documented"), { scope: "worker", timeout: 120_000 }],
  current: [clinicFor("current"), { scope: "worker", timeout: 120_000 }],
});

test.describe.configure({ mode: "serial" });

test.describe("the doctor", () => {
  for (const profile of ["documented", "current"] as const) {
    test(`finds nothing wrong with a healthy app, ${profile}`, async ({ documented, current }) => {
      const fixture = { documented, current }[profile];
      const email = `healthy-${profile}@example.org`;
      await connectedPerson(fixture, email);
      const { code, failures, findings } = await fixture.examine({}, [`--as=${email}`]);
      expect(failures).toEqual([]);
      expect(code).toBe(0);
      const passed = findings.filter(({ verdict }) => verdict === "passed").map(({ subject }) => subject);
      expect(passed).toEqual(
        expect.arrayContaining([
          ...[
            "Configuration",
            "Build",
            "Database",
            "Document",
            "Keys",
            "Security headers",
            "Cookies",
            "Address",
            "Requests",
            "Callback",
            "Logo",
            "Clock",
          ],
          ...["Region US", "Registration in US", "One-click links in US", "Region EU", "Registration in EU"],
          "Partner key",
        ]),
      );
      const unproved = findings.filter(({ verdict }) => verdict === "unproved").map(({ subject }) => subject);
      expect(unproved).toEqual(["One-click links in EU", "Verification"]);
    });
  }
});

for (const { what, says, env, tampering } of FAULTS) {
  test(`the doctor names ${what}, and nothing else`, async ({ documented }) => {
    if (tampering) documented.front.tamper(...tampering);
    const { code, failures, findings } = await documented.examine(env);
    documented.front.rest();
    expect(failures).toEqual([expect.stringMatching(says)]);
    expect(findings.find(({ verdict }) => verdict === "failed")?.remedy).toBeTruthy();
    expect(code).toBe(1);
  });
}

test("the doctor names an app that is down, and nothing else", async ({ documented }) => {
  const { failures } = await documented.examine({ APP_URL: `http://localhost:${await freePort()}` });
  expect(failures).toEqual([expect.stringMatching(/^Document: Nothing answers at/)]);
});

test("the doctor names a region no one reaches, and looks at the other one", async ({ documented }) => {
  const { failures, findings } = await documented.examine({
    POSTHOG_EU_URL: `http://127.0.0.1:${await freePort()}`,
  });
  expect(failures).toEqual([expect.stringMatching(/^Region EU: Nothing answers at/)]);
  expect(findings).toContainEqual(
    expect.objectContaining({ subject: "Registration in US", verdict: "passed" }),
  );
});

test("the doctor names a region that is something else", async ({ documented }) => {
  const { failures } = await documented.examine({ POSTHOG_EU_URL: documented.appUrl });
  expect(failures).toEqual([expect.stringMatching(/^Region EU: What answers at .* is not PostHog/)]);
});

test("the doctor names a key of the other region", async ({ documented }) => {
  const value = await documented.newPartnerKey({ region: "eu" });
  const { failures, findings } = await documented.examine({ POSTHOG_PARTNER_API_KEY: value });
  expect(failures).toEqual([expect.stringMatching(/^Partner key: It belongs to PostHog's other region/)]);
  expect(findings.at(-1)?.remedy).toContain("POSTHOG_PARTNER_REGION=EU");
});

test("the doctor names a key that is limited to projects", async ({ documented }) => {
  const value = await documented.newPartnerKey({ isForProjects: true });
  const { failures } = await documented.examine({ POSTHOG_PARTNER_API_KEY: value });
  expect(failures).toEqual([expect.stringMatching(/^Partner key: .*scoped projects/)]);
});

test("the doctor names a key without the scope", async ({ documented }) => {
  const value = await documented.newPartnerKey({ scopes: ["project:read"] });
  const { failures } = await documented.examine({ POSTHOG_PARTNER_API_KEY: value });
  expect(failures).toEqual([expect.stringMatching(/^Partner key: .*missing required scope/)]);
});

test("the doctor names a database that is away, and one without our tables", async ({
  documented,
  postgres,
}) => {
  const away = await documented.examine({ DATABASE_URL: `postgresql://u:p@127.0.0.1:${await freePort()}/x` });
  expect(away.failures).toEqual([
    expect.stringMatching(/^Database: DATABASE_URL: 127\.0\.0\.1:\d+: nothing listens/),
  ]);
  const empty = await createEmptyDatabase(postgres.url);
  const bare = await documented.examine({ DATABASE_URL: empty.url });
  await empty.stop();
  expect(bare.failures).toEqual([
    expect.stringMatching(/^Database: DATABASE_URL: .* lacks our tables: run `npm run db:migrate`/),
  ]);
});

test("the doctor names a clock that is wrong", async ({ documented }) => {
  const region = await startFront(await freePort(), documented.sandbox.origins.us);
  const later = new Date(Date.now() + 120_000).toUTCString();
  region.tamper("/.well-known/oauth-authorization-server", header("date", later));
  const { failures } = await documented.examine({ POSTHOG_US_URL: region.url });
  await region.stop();
  expect(failures).toEqual([expect.stringMatching(/^Clock: This machine is 1\d\d seconds behind PostHog/)]);
});

test("the doctor names both refusals of links", async ({ documented, postgres }) => {
  const email = "refused@example.org";
  await connectedPerson(documented, email);
  const allow = (can_issue_deep_links: boolean) =>
    documented.sandbox.control("PATCH", "clients", {
      body: { client_id: documented.clientId, can_issue_deep_links },
    });
  await allow(false);
  const notSwitchedOn = await documented.examine({}, [`--as=${email}`]);
  await allow(true);
  expect(notSwitchedOn.failures).toEqual([
    expect.stringMatching(/^One-click links in US: .*not switched them on/),
  ]);
  const unsigned = await startDoctorFixture("current", postgres.url, { SIGNING_KEYS: "" });
  const { failures } = await unsigned.examine();
  await unsigned.stop();
  expect(failures).toEqual([
    expect.stringMatching(/^One-click links in US: .*clients that sign their requests/),
    expect.stringMatching(/^One-click links in EU: .*clients that sign their requests/),
  ]);
});

test("the doctor names a client that PostHog has switched off", async ({ current }) => {
  const change = (disabled: boolean) =>
    current.sandbox.control("PATCH", "clients", {
      region: "eu",
      body: { client_id: current.clientId, disabled },
    });
  await change(true);
  const { failures } = await current.examine();
  await change(false);
  expect(failures).toEqual([expect.stringMatching(/^Registration in EU: Provisioning: /)]);
});

test("the doctor names keys that are not published, and keys that are others", async ({ current }) => {
  current.front.tamper(JWKS, () => ({ status: 404, body: "" }));
  const missing = await current.examine();
  current.front.rest();
  expect(missing.failures).toEqual([expect.stringMatching(/^Keys: .*jwks\.json answers HTTP 404/)]);
  const other = await current.examine({ SIGNING_KEYS: JSON.stringify([newSigningKey("first")]) });
  expect(other.failures).toEqual([expect.stringMatching(/^Keys: The published keys are not/)]);
});

test("the doctor names a key that is too late to deploy", async ({ current }) => {
  const inHalfAnHour = new Date(Date.now() + 1_800_000).toISOString();
  const keys = [{ ...newSigningKey("late"), use_from: inHalfAnHour }, newSigningKey("first")];
  const { failures, findings } = await current.examine({ SIGNING_KEYS: JSON.stringify(keys) });
  expect(failures).toEqual([
    `Keys: The newest key is not published, but signs from ${inHalfAnHour} on. PostHog may still have the old keys cached at that time.`,
  ]);
  expect(findings.find(({ verdict }) => verdict === "failed")?.remedy).toMatch(/^Do not deploy this value/);
});

test("the doctor names keys that are too short", async ({ current }) => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const short = JSON.stringify([{ kid: "short", ...privateKey.export({ format: "jwk" }) }]);
  const { failures } = await current.examine({ SIGNING_KEYS: short });
  expect(failures).toEqual([expect.stringMatching(/^Configuration: SIGNING_KEYS.*2048 bits/)]);
});

test("the doctor names a token that is not the organization's", async ({ current }) => {
  current.front.tamper(DOCUMENT, ({ body }) => {
    const document = JSON.parse(body);
    document["com.posthog"].verification_token = "phvt_somebodyElses";
    return { body: JSON.stringify(document) };
  });
  const { failures } = await current.examine();
  current.front.rest();
  expect(failures).toEqual([expect.stringMatching(/^Verification: The document's token is not one of/)]);
});

test("the doctor says it in one line each, and what to do, and no secret", async ({ documented }) => {
  const secret = "phx_mistyped";
  const output = await documented.consult({ POSTHOG_PARTNER_API_KEY: secret });
  const lines = output.trimEnd().split("\n");
  for (const line of lines) expect(line).toMatch(/^([✓✗–] [A-Z].*: .+| {4}→ .+)$/);
  expect(lines.filter((line) => line.startsWith("✗"))).toHaveLength(1);
  expect(lines.at(-1)).toBe("    → Check POSTHOG_PARTNER_API_KEY and POSTHOG_PARTNER_REGION.");
  expect(output).not.toContain(secret);
});

function clinicFor(profile: "documented" | "current") {
  return async (
    { postgres }: { postgres: { url: string } },
    use: (fixture: DoctorFixture) => Promise<void>,
  ): Promise<void> => {
    const fixture = await startDoctorFixture(profile, postgres.url);
    await use(fixture);
    await fixture.stop();
  };
}
