import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { startApp } from "../e2e/support/world";
import { freePort } from "../support/processes";
import { Sandbox } from "../support/sandbox";
import { makeTempFolder } from "../support/temp-folder";
import { expect, test } from "./support/fixtures";
import { PATHS } from "./support/paths";
import { connectedPerson, faultsMet, open } from "./support/story";

const ANSWER_TAKES_MS = 2_000;

test("a process that is told to end takes nothing new, finishes the clicks it has, and ends", async () => {
  const dataDir = makeTempFolder();
  const sandbox = await Sandbox.start();
  const port = await freePort();
  const appUrl = `http://localhost:${port}`;
  const app = await startApp(port, {
    APP_URL: appUrl,
    DATA_DIR: dataDir,
    POSTHOG_US_URL: sandbox.origins.us,
    POSTHOG_EU_URL: sandbox.origins.eu,
  });
  const { person, page } = await connectedPerson({ appUrl, sandbox }, "last@example.org");
  await sandbox.plantFault({
    method: "POST",
    path: PATHS.deepLinks,
    kind: "delay",
    delay_ms: ANSWER_TAKES_MS,
  });

  const click = open(person, page);
  await faultsMet(sandbox);
  const told = Date.now();
  const ended = app.stop().then(() => Date.now() - told);
  await refuses(appUrl);
  expect((await click).url).toMatch(/\/project\/\d+$/);
  // The click's connection would otherwise be kept alive for a minute.
  expect(await ended).toBeLessThan(ANSWER_TAKES_MS + 3_000);

  await sandbox.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test("a process that is told to end first writes down what its answer did not wait for", async ({
  deploy,
}) => {
  const deployment = await deploy("PostgreSQL");
  const { person, page } = await connectedPerson(deployment, "recorded@example.org");
  const [app] = deployment.processes;
  const order: string[] = [];
  await deployment.withDatabase(async (database) => {
    await database.exec(`BEGIN; LOCK TABLE "Activity" IN SHARE MODE`);
    expect((await open(person, page)).url).toMatch(/\/project\/\d+$/);
    const ended = app?.stop().then(() => order.push("ended"));
    await refuses(`http://localhost:${app?.port}`);
    // A process that waits for nothing would have ended long before.
    await sleep(1_000);
    order.push("written");
    await database.exec("COMMIT");
    await ended;
  });
  expect(order).toEqual(["written", "ended"]);
});

/** Waits until a process refuses new connections. */
async function refuses(url: string): Promise<void> {
  const take = () =>
    fetch(url).then(
      () => "taken",
      () => "refused",
    );
  await expect.poll(take, { intervals: [50] }).toBe("refused");
}
