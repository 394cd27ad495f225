import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { gatherCrowd } from "./support/crowd";
import { expect, test } from "./support/fixtures";

const HOUR_SECONDS = 3601;

const key = (id: string) => `${id}:${randomBytes(32).toString("base64url")}`;
const [OLD, NEW] = [key("old"), key("new")];
const BOTH = `${NEW},${OLD}`;

test("every value is re-encrypted while the app serves, and every click succeeds", async ({
  deploy,
  watch,
}) => {
  const deployment = await deploy("PostgreSQL", { processes: 2, env: { ENCRYPTION_KEYS: OLD } });
  const crowd = await gatherCrowd(deployment, watch);
  const rollTo = async (ENCRYPTION_KEYS: string) => {
    for (const process of deployment.processes) await process.roll({ ENCRYPTION_KEYS }, crowd.settle);
  };
  await rollTo(BOTH);
  // Refreshes now seal with the new key, and compete with the command that does the same.
  await crowd.between(() => deployment.sandbox.advanceClock(HOUR_SECONDS));
  const report = await rotateKeys({ ...deployment.env, ENCRYPTION_KEYS: BOTH });
  expect(report).toContain("old is no longer needed: remove it");
  await rollTo(NEW);
  await crowd.goOn();
  const { landings, failures } = await crowd.disperse();
  expect(failures).toEqual([]);
  expect(landings).toBeGreaterThan(20);
});

/** Runs the command and returns its output; rejects if it fails. */
async function rotateKeys(env: Record<string, string>): Promise<string> {
  const run = promisify(execFile);
  const { stdout } = await run("npm", ["run", "--silent", "rotate-keys"], {
    env: { ...process.env, ...env },
  });
  return stdout;
}
