import { spawn } from "node:child_process";
import { freePort } from "../support/processes";
import { newSigningKey } from "../support/signing-keys";
import { test as documented, expect, testIn } from "./support/fixtures";
import type { World } from "./support/world";

const SIGNING_KEYS = JSON.stringify([newSigningKey("deployed")]);

const test = testIn("current", async () => ({ SIGNING_KEYS }));

/** Runs `npm run register` beside an app, by default with the app's configuration. */
function register(
  { appUrl, sandbox }: World,
  { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
): Promise<{ status: number | null; output: string }> {
  const child = spawn("node_modules/.bin/tsx", ["scripts/register.ts", ...args], {
    env: {
      ...process.env,
      APP_URL: appUrl,
      DATABASE_URL: "",
      AUTH_SECRET: "x".repeat(32),
      ENCRYPTION_KEYS: `k:${"a".repeat(43)}`,
      POSTHOG_US_URL: sandbox.origins.us,
      POSTHOG_EU_URL: sandbox.origins.eu,
      ...env,
    },
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => chunks.push(text));
  }
  return new Promise((resolve) =>
    child.once("close", (status) => resolve({ status, output: chunks.join("") })),
  );
}

// One after the other in one world: starting another takes longer than all these tests.
test.describe.configure({ mode: "default" });

test.describe("npm run register", () => {
  test("registers in both regions and shows every check", async ({ world }) => {
    const { status, output } = await register(world, { env: { SIGNING_KEYS } });
    expect(output.match(/registered, as a confidential client/g)).toHaveLength(2);
    expect(output.match(/✓ Keys: 1 key\(s\) served: deployed/g)).toHaveLength(2);
    expect(output.match(/✓ Signature: Verified/g)).toHaveLength(2);
    expect([status, output.includes("✗")]).toEqual([0, false]);
  });

  test("names a key that the deployed app does not publish, and what to do", async ({ world }) => {
    const { status, output } = await register(world, {
      env: { SIGNING_KEYS: JSON.stringify([newSigningKey("another")]) },
    });
    expect(output).toContain("✗ Signature: Client assertion is signed by an unknown key");
    expect(output).toContain("→ The app that serves the keys has different SIGNING_KEYS");
    expect(status).toBe(1);
  });

  test("names a document that PostHog cannot read", async ({ world }) => {
    const env = { SIGNING_KEYS, APP_URL: `http://localhost:${await freePort()}` };
    const { status, output } = await register(world, { env });
    expect(output).toContain("✗ Metadata document: Failed to fetch Metadata document");
    expect(output).toContain("→ Open the address from outside your network");
    expect(status).toBe(1);
  });

  test("goes on to the other region when one cannot be reached", async ({ world }) => {
    const env = { SIGNING_KEYS, POSTHOG_US_URL: `http://127.0.0.1:${await freePort()}` };
    const { status, output } = await register(world, { env });
    expect(output).toMatch(/^US .*\n {2}✗ PostHog could not be reached/);
    expect(output).toMatch(/^EU .*: registered, as a confidential client/m);
    expect(status).toBe(1);
  });

  test("signs by PostHog's clock, however far it is from this machine's", async ({ world }) => {
    await world.sandbox.advanceClock(3600);
    const { status, output } = await register(world, { env: { SIGNING_KEYS } });
    expect(output.match(/✓ Signature: Verified/g)).toHaveLength(2);
    expect(status).toBe(0);
  });

  test("says the same as JSON", async ({ world }) => {
    const { status, output } = await register(world, { args: ["--json"], env: { SIGNING_KEYS } });
    const [us, eu] = JSON.parse(output);
    expect([us.region, eu.region, us.status, us.clientType]).toEqual([
      "US",
      "EU",
      "REGISTERED",
      "confidential",
    ]);
    expect(us.checks.map(({ name }: { name: string }) => name)).toEqual([
      "metadata_document",
      "provisioning_enabled",
      "jwks",
      "client_assertion",
    ]);
    expect(status).toBe(0);
  });

  documented("has nothing to do where the server registers a client by itself", async ({ world }) => {
    const { status, output } = await register(world);
    expect(output.match(/registers a client by itself/g)).toHaveLength(2);
    expect(status).toBe(0);
  });
});
