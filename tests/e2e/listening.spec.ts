import { rm } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { makeDataDir } from "../support/data-dir";
import { freePort, type RunningProcess, startProcess } from "../support/processes";
import { test as base, expect } from "./support/fixtures";
import { appVariables, startApp } from "./support/world";

const WITH_GITHUB = { GITHUB_ID: "our-client-id", GITHUB_SECRET: "our-client-secret" };

/** Where others on the network reach this machine; undefined without a network. */
const outsideAddress = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

const answersAt = (host: string, port: number): Promise<boolean> =>
  fetch(`http://${host}:${port}/api/health`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

type Start = (
  env: Record<string, string>,
  command?: readonly string[],
) => Promise<{ port: number; app: RunningProcess }>;

const test = base.extend<{ start: Start }>({
  start: async ({ sandbox }, use) => {
    const { us, eu } = sandbox.origins;
    const ended: (() => Promise<void>)[] = [];
    await use(async (env, command) => {
      const [port, dataDir] = [await freePort(), await makeDataDir()];
      const variables = {
        DATA_DIR: dataDir,
        POSTHOG_US_URL: us,
        POSTHOG_EU_URL: eu,
        PORT: String(port),
        ...env,
      };
      const app = await (command
        ? startProcess(
            process.execPath,
            [...command],
            appVariables(variables),
            `http://127.0.0.1:${port}/api/health`,
          )
        : startApp(port, variables));
      ended.push(async () => {
        await app.stop();
        await rm(dataDir, { recursive: true });
      });
      return { port, app };
    });
    for (const end of ended) await end();
  },
});

test.describe("with sign-in by e-mail alone", () => {
  for (const [what, command] of [
    ["a start", undefined],
    ["Next's own start, which listens on every address,", ["node_modules/.bin/next", "start"]],
  ] as const) {
    test(`${what} serves this machine only`, async ({ start }) => {
      const { port } = await start({}, command);
      expect(await answersAt("localhost", port)).toBe(true);
      expect(await answersAt("127.0.0.1", port)).toBe(true);
      if (outsideAddress) expect(await answersAt(outsideAddress, port)).toBe(false);
    });
  }

  for (const [variable, value] of [
    ["HOSTNAME", "0.0.0.0"],
    ["HOSTNAME", "::"],
    ["APP_URL", "https://app.example"],
    ["APP_URL", "http://192.0.2.7:3000"],
  ] as const) {
    test(`a start with ${variable}=${value} is refused, with words`, async ({ start }) => {
      await expect(start({ [variable]: value })).rejects.toThrow(`${variable} must be on this machine`);
    });
  }
});

test.describe("with a sign-in that proves something", () => {
  test("a start listens where HOSTNAME says", async ({ start }) => {
    test.skip(!outsideAddress, "This machine has no other address.");
    test.slow();
    const open = await start({ ...WITH_GITHUB, HOSTNAME: "0.0.0.0" });
    expect(await answersAt(outsideAddress ?? "", open.port)).toBe(true);
    const closed = await start({ ...WITH_GITHUB, HOSTNAME: "127.0.0.1" });
    expect(await answersAt("127.0.0.1", closed.port)).toBe(true);
    expect(await answersAt(outsideAddress ?? "", closed.port)).toBe(false);
  });

  test("a start takes the name of a machine in HOSTNAME for none", async ({ start }) => {
    const { port } = await start({ ...WITH_GITHUB, ALLOW_SANDBOX: "1", HOSTNAME: "3f2a91c07b55" });
    expect(await answersAt("localhost", port)).toBe(true);
  });
});
