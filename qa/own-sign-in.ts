import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { provideBrowser } from "../scripts/support/browser";
import { makeScratchCopy } from "../tests/support/scratch-copy";

// Replaces next-auth with another sign-in provider, a signed header, in a scratch copy, and checks types, build and the
// browser tests of connecting and opening. Nothing else in the app changes.
const PROVIDER = "lib/auth/provider";
const OTHER = "tests/support/header-sign-in";

/** The specs of the replaced provider. */
const OF_THE_FIRST = [
  "tests/unit/session-cookie.spec.ts",
  "tests/unit/sign-in.spec.ts",
  "tests/unit/verified-email.spec.ts",
  "tests/e2e/providers.spec.ts",
];
/** A test of signing out in the app, which the header's proxy does instead. */
const OF_SIGNING_OUT = "after signing out elsewhere";

const proxyKey = randomBytes(32).toString("base64url");
const copy = makeScratchCopy();
try {
  const at = (path: string) => join(copy, path);
  rmSync(at(PROVIDER), { recursive: true });
  cpSync(at(`${OTHER}/provider`), at(PROVIDER), { recursive: true });
  cpSync(at(`${OTHER}/sign-in.ts`), at("tests/e2e/support/sign-in.ts"));
  for (const path of OF_THE_FIRST) rmSync(at(path), { force: true });
  run("node_modules/.bin/next", "typegen");
  run("node_modules/.bin/tsc", "--noEmit");
  run("node_modules/.bin/next", "build");
  const specs = ["new-user", "existing-user", "open"].map((name) => `tests/e2e/${name}.spec.ts`);
  run("node_modules/.bin/playwright", "test", "--project=e2e", `--grep-invert=${OF_SIGNING_OUT}`, ...specs);
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function run(command: string, ...args: string[]): void {
  const browser = provideBrowser();
  const { status } = spawnSync(command, args, {
    cwd: copy,
    stdio: "inherit",
    env: {
      ...process.env,
      NODE_ENV: "production",
      PROXY_KEY: proxyKey,
      ...(browser ? { CHROMIUM_PATH: browser } : {}),
    },
  });
  if (status !== 0) {
    rmSync(copy, { recursive: true, force: true });
    process.exit(status ?? 1);
  }
}
