import { newSigningKey } from "../support/signing-keys";
import { type Crowd, gatherCrowd } from "./support/crowd";
import type { Deployment } from "./support/deployment";
import { expect, test } from "./support/fixtures";

const HOUR_SECONDS = 3601;

const [old, next] = [newSigningKey("old"), newSigningKey("next", "RS256")];
const NOT_YET = { use_from: "2100-01-01T00:00:00Z" };

test.describe("while people click and connect, every attempt succeeds", () => {
  test("the signing key is rotated, process by process", async ({ deploy, watch }) => {
    const env = { SIGNING_KEYS: JSON.stringify([old]) };
    const deployment = await deploy("PostgreSQL", { profile: "current", processes: 2, env });
    const crowd = await gatherCrowd(deployment, watch);
    const keys = async () => (await publishedKeys(deployment)).join();
    expect(await keys()).toBe("old");
    for (const [signingKeys, published] of [
      [[{ ...next, ...NOT_YET }, old], "next,old"],
      [[next, old], "next,old"],
      [[next], "next"],
    ] as const) {
      await roll(deployment, crowd, JSON.stringify(signingKeys));
      expect(await keys()).toBe(published);
    }
    const { landings, failures } = await crowd.disperse();
    expect(failures).toEqual([]);
    expect(landings).toBeGreaterThan(100);
  });

  test("a public client becomes a confidential one", async ({ deploy, watch }) => {
    const deployment = await deploy("PostgreSQL", { profile: "current", processes: 2 });
    const crowd = await gatherCrowd(deployment, watch);
    const method = async () => (await document(deployment)).token_endpoint_auth_method;
    const use_from = new Date(Date.now() + 45_000).toISOString();
    const SIGNING_KEYS = JSON.stringify([{ ...old, use_from }]);
    for (const process of deployment.processes) await process.roll({ SIGNING_KEYS }, crowd.settle);
    expect([await method(), await publishedKeys(deployment)]).toEqual(["none", ["old"]]);
    await expect.poll(method, { timeout: 90_000 }).toBe("private_key_jwt");
    await crowd.goOn();
    await crowd.between(() => deployment.sandbox.advanceClock(HOUR_SECONDS));
    await crowd.goOn();
    const { failures } = await crowd.disperse();
    expect(failures).toEqual([]);
    const { rows } = await deployment.withDatabase((session) =>
      session.query(`SELECT "status", "clientType" FROM "Registration" WHERE "region" = 'US'`),
    );
    expect(rows).toEqual([{ status: "REGISTERED", clientType: "confidential" }]);
  });
});

/** Replaces one process after the other. After each, an hour passes in which old and new processes serve alike. */
async function roll({ processes, sandbox }: Deployment, crowd: Crowd, SIGNING_KEYS: string): Promise<void> {
  for (const process of processes) {
    await process.roll({ SIGNING_KEYS }, crowd.settle);
    await crowd.goOn();
    // PostHog fetches the keys again. Access tokens expire, too, so that everyone's next click needs a signature.
    await crowd.between(() => sandbox.advanceClock(HOUR_SECONDS));
    await crowd.goOn();
  }
}

const document = ({ appUrl }: Deployment) => read(`${appUrl}/.well-known/posthog-client.json`);

async function publishedKeys({ appUrl }: Deployment): Promise<string[]> {
  const { keys } = await read(`${appUrl}/.well-known/jwks.json`);
  return keys.map(({ kid }: { kid: string }) => kid);
}

const read = async (url: string) => (await fetch(url, { headers: { connection: "close" } })).json();
