import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { build } from "esbuild";

// A copy of lib/posthog in other projects, with only its three packages and the types they need.
const PACKAGES = ["oauth4webapi", "zod", "cockatiel", "@types", "undici-types"];

/** Uses the client against its own server, and prints what it got. */
const USE = `
import { createServer } from "node:http";
import { configureClient } from "./posthog/client.ts";
import { mintDeepLink } from "./posthog/deep-links.ts";
import { PostHogError } from "./posthog/errors.ts";
import { createPkcePair, refreshTokens } from "./posthog/tokens.ts";

async function use(): Promise<void> {
  const server = createServer((request, response) => {
    const isToken = request.url === "/api/agentic/oauth/token";
    response.writeHead(isToken ? 200 : 403, { "content-type": "application/json" });
    const tokens = { access_token: "a", refresh_token: "r", token_type: "Bearer", expires_in: 3600 };
    response.end(JSON.stringify(isToken ? tokens : { error: { code: "deep_links_not_enabled", message: "" } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const origin = "http://127.0.0.1:" + (address && typeof address === "object" ? address.port : 0);
  const posthog = configureClient({ baseUrls: { US: origin, EU: origin }, clientId: "https://a.example/c.json" });
  const { codeChallenge } = await createPkcePair();
  const { accessToken } = await refreshTokens(posthog, { region: "US", refreshToken: "r" });
  const refusal = await mintDeepLink(posthog, { region: "US", accessToken }).catch((error: unknown) => error);
  console.log([codeChallenge.length, accessToken, refusal instanceof PostHogError ? refusal.code : refusal].join(" "));
  server.close();
}
void use();
`;
const PRINTED = "43 a deep_links_not_enabled";

let folder: string;

function makeProject(type: "module" | "commonjs"): void {
  cpSync("lib/posthog", join(folder, "posthog"), { recursive: true });
  writeFileSync(join(folder, "use.ts"), USE);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type }));
}

function compile(...flags: string[]): void {
  const shared = ["--strict", "--target", "es2023", "--types", "node", "--rewriteRelativeImportExtensions"];
  const args = [...shared, "--outDir", "out", "--rootDir", ".", ...flags, "use.ts"];
  execFileSync(resolve("node_modules/.bin/tsc"), args, { cwd: folder, stdio: "pipe" });
}

const run = (file: string): string =>
  execFileSync(process.execPath, [file], { cwd: folder, encoding: "utf8" }).trim();

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "client-builds-"));
  mkdirSync(join(folder, "node_modules"));
  for (const name of PACKAGES) symlinkSync(resolve("node_modules", name), join(folder, "node_modules", name));
});

test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the client compiles and runs under NodeNext, as ES modules", () => {
  makeProject("module");
  compile("--module", "nodenext");
  expect(run("out/use.js")).toBe(PRINTED);
});

test("the client compiles and runs as CommonJS", () => {
  makeProject("commonjs");
  compile("--module", "nodenext");
  expect(run("out/use.js")).toBe(PRINTED);
});

test("the client runs from a bundle, in a worker", async () => {
  makeProject("module");
  await build({
    entryPoints: [join(folder, "use.ts")],
    outfile: join(folder, "bundle.mjs"),
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["node:*"],
  });
  writeFileSync(
    join(folder, "worker.mjs"),
    'import { Worker } from "node:worker_threads"; new Worker(new URL("./bundle.mjs", import.meta.url));',
  );
  expect(run("worker.mjs")).toBe(PRINTED);
});
