import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "@playwright/test";
import { freePort } from "../support/processes";
import { USABLE } from "../unit/support/configuration";
import { answerClients } from "../unit/support/postgres-answers";

/** Starts the production build with these values wrong in its configuration. */
async function start(wrong: Readonly<Record<string, string>>) {
  const port = String(await freePort());
  const child: ChildProcess = spawn("npm", ["start", "--silent"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...USABLE, NODE_ENV: "production", PORT: port, DATABASE_URL: "", ...wrong },
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => chunks.push(String(chunk)));
  const began = Date.now();
  const [status] = await once(child, "exit");
  return { status, output: chunks.join(""), seconds: (Date.now() - began) / 1000 };
}

test.describe("a start that cannot work ends the process, with one line for each problem and no stack trace", () => {
  for (const [what, wrong, words] of [
    [
      "addresses without a scheme",
      { APP_URL: "app.example", POSTHOG_US_URL: "us.posthog.com" },
      ["APP_URL: has no scheme", "POSTHOG_US_URL: has no scheme"],
    ],
    ["quotes that a container kept", { APP_URL: '"https://app.example"' }, ["APP_URL: is in quotes"]],
    ["half a pair", { GITHUB_SECRET: "" }, ["GITHUB_SECRET: is missing, and GITHUB_ID is set"]],
    ["a port that is none", { PORT: "banana" }, ["PORT: must be a whole number"]],
    [
      "a database that is away",
      { APP_URL: "https://app.example", DATABASE_URL: "postgresql://u:p@127.0.0.1:1/app" },
      ["DATABASE_URL: 127.0.0.1:1: nothing listens"],
    ],
    [
      "a folder that cannot be made",
      {
        DATA_DIR: "/proc/data",
        APP_URL: "http://localhost:3000",
        ALLOW_SANDBOX: "1",
        POSTHOG_US_URL: "http://127.0.0.1:1",
        POSTHOG_EU_URL: "http://127.0.0.1:2",
      },
      ["DATA_DIR: the embedded database cannot be written"],
    ],
    [
      "no database in public",
      { APP_URL: "https://app.example" },
      ["DATABASE_URL: is missing, and this app is public"],
    ],
    [
      "something that no one expected",
      {
        DATABASE_URL: "postgresql://127.0.0.1:1/app",
        APP_URL: "https://app.example",
        NODE_OPTIONS:
          "--import=data:text/javascript,globalThis.URL.canParse=()=>{throw(new(Error)(`broken`))}",
      },
      ["broken"],
    ],
  ] as const) {
    test(what, async () => {
      const { status, output } = await start(wrong);
      expect(status).toBe(1);
      for (const line of words) expect(output).toContain(line);
      expect(output).not.toMatch(/^\s+at /m);
    });
  }

  test("a database that does not answer, within seconds", async () => {
    const silent = await answerClients(() => {});
    const { status, output, seconds } = await start({
      APP_URL: "https://app.example",
      DATABASE_URL: `postgresql://u:p@127.0.0.1:${silent.port}/app`,
    });
    await silent.stop();
    expect([status, output]).toEqual([1, expect.stringContaining("no answer in time")]);
    // The app's own ten seconds, plus the time Node and Next take to start.
    expect(seconds).toBeLessThan(20);
  });
});
