import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApp } from "../e2e/support/world";
import { freePort } from "../support/processes";
import { Sandbox } from "../support/sandbox";
import { expect, test } from "./support/fixtures";
import { PATHS } from "./support/paths";
import { connectedPerson, faultsMet, open } from "./support/story";

const ANSWER_TAKES_MS = 2_000;

test("a process that is told to end takes nothing new, finishes the clicks it has, and ends", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "open-in-posthog-"));
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
  await expect
    .poll(
      () =>
        fetch(appUrl).then(
          () => "taken",
          () => "refused",
        ),
      { intervals: [50] },
    )
    .toBe("refused");
  expect((await click).url).toMatch(/\/project\/\d+$/);
  // The click's connection would be kept for a minute.
  expect(await ended).toBeLessThan(ANSWER_TAKES_MS + 3_000);

  await sandbox.stop();
  await rm(dataDir, { recursive: true, force: true });
});
