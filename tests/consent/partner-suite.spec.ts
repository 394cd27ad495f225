import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { type Place, partnerSuite, partnerTest } from "../../sandbox/testkit";
import { makeDataDir } from "../support/data-dir";
import { freePort, startProcess } from "../support/processes";
import { thisApp } from "./this-app";

const SANDBOX = "sandbox/start.mjs";

/** Runs the suite for every partner's app against this app. */
const test = partnerTest(thisApp).extend<object, { place: Place }>({
  place: [
    async ({ browserName: _ }, use) => {
      const [us, eu, port] = [await freePort(), await freePort(), await freePort()];
      const sandbox = { us: `http://127.0.0.1:${us}`, eu: `http://127.0.0.1:${eu}` };
      const baseURL = `http://localhost:${port}`;
      const dataDir = await makeDataDir();
      const posthog = await startProcess(
        process.execPath,
        [SANDBOX],
        { SANDBOX_US_PORT: String(us), SANDBOX_EU_PORT: String(eu), SANDBOX_DATA: "" },
        `${sandbox.us}/_sandbox/health`,
      );
      const secret = () => randomBytes(32).toString("base64url");
      const app = await startProcess(
        "node_modules/.bin/next",
        ["start", "--port", String(port)],
        {
          NODE_ENV: "production",
          ALLOW_SANDBOX: "1",
          APP_URL: baseURL,
          DATA_DIR: dataDir,
          DATABASE_URL: "",
          POSTHOG_US_URL: sandbox.us,
          POSTHOG_EU_URL: sandbox.eu,
          AUTH_SECRET: secret(),
          ENCRYPTION_KEYS: `test:${secret()}`,
          LOG_LEVEL: "silent",
        },
        `${baseURL}/.well-known/posthog-client.json`,
      );
      await use({ baseURL, sandbox });
      await app.stop();
      await posthog.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

partnerSuite(test);
