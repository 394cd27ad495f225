import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { startApp } from "../e2e/support/world";
import { coreSeconds } from "../support/core-seconds";
import { freePort } from "../support/processes";
import { makeTempFolder } from "../support/temp-folder";
import { expect, test } from "./support/fixtures";

const WATCHED_MS = 3_000;

test("a process whose log no one reads any more goes on serving, and does nothing else", async () => {
  const dataDir = makeTempFolder();
  const port = await freePort();
  const appUrl = `http://localhost:${port}`;
  const nowhere = "http://127.0.0.1:9";
  const app = await startApp(port, {
    APP_URL: appUrl,
    DATA_DIR: dataDir,
    POSTHOG_US_URL: nowhere,
    POSTHOG_EU_URL: nowhere,
  });
  try {
    app.loseReader();
    // Next logs that it does not know the action.
    const unknown = { "next-action": "0".repeat(42), origin: appUrl };
    for (const _ of ["a first line", "and another"]) {
      const answer = await fetch(`${appUrl}/connection`, { method: "POST", headers: unknown, body: "" });
      expect(answer.status).toBe(409);
    }

    const before = coreSeconds(app);
    await sleep(WATCHED_MS);
    expect(coreSeconds(app) - before).toBeLessThan(WATCHED_MS / 1000 / 3);
    expect((await fetch(`${appUrl}/api/health`)).status).toBe(200);
  } finally {
    await app.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
});
