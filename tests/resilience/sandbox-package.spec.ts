import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { freePort, startProcess } from "../support/processes";

// The sandbox as others get it: packed, and installed alone in an empty folder.
const CONSUMER = `
import { type Fault, SandboxControl, startSandbox } from "posthog-partner-sandbox";
import { type PartnerApp, partnerSuite, partnerTest } from "posthog-partner-sandbox/testkit";
const fault: Fault = { method: "*", path: "/", kind: "hang" };
const sandbox = await startSandbox({ profile: "current", ports: { us: 0, eu: 0 }, host: "127.0.0.1" });
const profile: "documented" | "current" = (await sandbox.us.health()).profile;
await new SandboxControl(sandbox.origins.eu).plantFault(fault);
console.log(profile);
await sandbox.stop();
export const suite = (app: PartnerApp) => partnerSuite(partnerTest({ baseURL: "http://localhost:1", ...app }));
// @ts-expect-error Shows that the published types are there: without them this would compile, for an origin is text.
partnerTest({ baseURL: 1 });
`;

let folder: string;

test.beforeAll(() => {
  test.setTimeout(240_000);
  folder = mkdtempSync(join(tmpdir(), "sandbox-package-"));
  execFileSync("npm", ["pack", "./sandbox", "--pack-destination", folder], { stdio: "pipe" });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const [tarball = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  const flags = ["--prefer-offline", "--no-audit", "--no-fund"];
  execFileSync("npm", ["install", ...flags, `./${tarball}`], { cwd: folder, stdio: "pipe" });
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("starts with one command from its bundle, and serves its pages", async () => {
  const [us, eu] = [await freePort(), await freePort()];
  const env = { SANDBOX_US_PORT: String(us), SANDBOX_EU_PORT: String(eu), SANDBOX_DATA: "" };
  const bin = join(folder, "node_modules/.bin/posthog-partner-sandbox");
  const origin = `http://127.0.0.1:${us}`;
  const running = await startProcess(bin, [], env, `${origin}/_sandbox/health`);
  const fetchText = async (path: string) => (await fetch(`${origin}${path}`)).text();
  expect(await fetchText("/_sandbox")).toContain("Sandbox");
  expect(await fetchText("/static/sandbox/pages.css")).toContain("--");
  await running.stop();
});

test("starts from code, and its types hold under NodeNext and with a bundler", () => {
  writeFileSync(join(folder, "consumer.ts"), CONSUMER);
  for (const name of ["@playwright", "playwright", "playwright-core", "@types", "undici-types"]) {
    symlinkSync(resolve("node_modules", name), join(folder, "node_modules", name));
  }
  const tsc = (...flags: string[]) =>
    execFileSync(
      resolve("node_modules/.bin/tsc"),
      ["--strict", "--target", "es2023", "--types", "node", ...flags, "consumer.ts"],
      { cwd: folder, encoding: "utf8" },
    );
  tsc("--module", "esnext", "--moduleResolution", "bundler", "--noEmit");
  tsc("--module", "nodenext");
  const printed = execFileSync(process.execPath, ["consumer.js"], { cwd: folder, encoding: "utf8" });
  expect(printed).toContain("current");
});
