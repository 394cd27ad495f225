import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { makeTempFolder } from "../support/temp-folder";

/** Makes a checkout in which `script` replaces `npm`. */
function checkoutWithNpm(script: string) {
  const folder = makeTempFolder();
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "prisma"));
  for (const file of ["package-lock.json", "prisma/schema.prisma"]) copyFileSync(file, join(folder, file));
  writeFileSync(join(folder, "bin/npm"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "bin/npm"), 0o755);
  return folder;
}

function prepare(folder: string, preload = "", ...options: string[]) {
  const script = join(process.cwd(), "scripts/prepare.mjs");
  return spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(preload)}`, script, ...options],
    {
      cwd: folder,
      encoding: "utf8",
      env: { NODE_ENV: "development", PATH: `${join(folder, "bin")}:/usr/bin:/bin` },
    },
  );
}

// Leaves behind what the set-up looks for after `npm ci`.
const WORKING_NPM = `mkdir -p node_modules/.bin lib/platform/generated/prisma
printf '#!/bin/sh\\ntouch lib/platform/generated/prisma/client.ts' > node_modules/.bin/prisma
chmod +x node_modules/.bin/prisma; echo called >> npm-calls`;

test.describe("the set-up", () => {
  test("installs once, and makes secrets that only their owner can read", () => {
    const folder = checkoutWithNpm(WORKING_NPM);
    expect(prepare(folder)).toMatchObject({ status: 0, stderr: "" });
    const secrets = readFileSync(join(folder, ".env.local"), "utf8");
    expect(secrets).toMatch(/^AUTH_SECRET=[\w-]{43}$/m);
    expect(secrets).toMatch(/^ENCRYPTION_KEYS=dev1:[\w-]{43}$/m);
    expect(secrets).toMatch(/^NEXT_SERVER_ACTIONS_ENCRYPTION_KEY=[\w+/]{43}=$/m);
    expect(statSync(join(folder, ".env.local")).mode & 0o777).toBe(0o600);
    expect(prepare(folder).status).toBe(0);
    expect(readFileSync(join(folder, "npm-calls"), "utf8")).toBe("called\n");
    expect(readFileSync(join(folder, ".env.local"), "utf8")).toBe(secrets);
  });

  test("adds the key for builds to the secrets of an older checkout, and leaves the others as they are", () => {
    const folder = checkoutWithNpm(WORKING_NPM);
    writeFileSync(join(folder, ".env.local"), "AUTH_SECRET=kept");
    prepare(folder);
    const secrets = readFileSync(join(folder, ".env.local"), "utf8");
    expect(secrets).toMatch(/^AUTH_SECRET=kept\nNEXT_SERVER_ACTIONS_ENCRYPTION_KEY=[\w+/]{43}=\n$/);
    prepare(folder);
    expect(readFileSync(join(folder, ".env.local"), "utf8")).toBe(secrets);
  });

  test("makes no secrets for a build", () => {
    const folder = checkoutWithNpm(WORKING_NPM);
    const isBuild = 'process.env.npm_lifecycle_event = "build";';
    expect(prepare(folder, isBuild)).toMatchObject({ status: 0, stderr: "" });
    expect(prepare(folder, "", "--no-secrets")).toMatchObject({ status: 0, stderr: "" });
    expect(existsSync(join(folder, ".env.local"))).toBe(false);
  });

  test("installs again when the lock file changed", () => {
    const folder = checkoutWithNpm(WORKING_NPM);
    prepare(folder);
    writeFileSync(join(folder, "package-lock.json"), "{}");
    expect(prepare(folder).stdout).toBe("Installing dependencies: package-lock.json has changed…\n");
    expect(readFileSync(join(folder, "npm-calls"), "utf8")).toBe("called\ncalled\n");
  });

  test("does not install again for another name of the project, as rebranding gives it", () => {
    const folder = checkoutWithNpm(WORKING_NPM);
    prepare(folder);
    const lock = join(folder, "package-lock.json");
    writeFileSync(
      lock,
      readFileSync(lock, "utf8").replaceAll('"name": "open-in-posthog"', '"name": "harbour"'),
    );
    prepare(folder);
    expect(readFileSync(join(folder, "npm-calls"), "utf8")).toBe("called\n");
  });

  test("says that another Node.js is why it installs again", () => {
    const folder = checkoutWithNpm(WORKING_NPM);
    prepare(folder);
    const stamp = join(folder, "node_modules/.prepared.json");
    writeFileSync(stamp, JSON.stringify({ ...JSON.parse(readFileSync(stamp, "utf8")), node: "v18" }));
    expect(prepare(folder).stdout).toMatch(/^Installing dependencies: Node\.js was v18 and is v\d+…\n$/);
  });

  test("says in one sentence which Node.js is needed", () => {
    const old = 'Object.defineProperty(process.versions, "node", { value: "18.20.0" });';
    const { status, stderr } = prepare(checkoutWithNpm("exit 9"), old);
    expect(status).toBe(1);
    expect(stderr).toBe("This needs Node.js 20.19 or newer; you have 18.20.0.\n");
  });

  test("says in one sentence that the disk is full", () => {
    const { status, stderr } = prepare(checkoutWithNpm("echo 'npm error code ENOSPC' >&2; exit 1"));
    expect(status).toBe(1);
    expect(stderr).toBe("The disk is full: free some space and run this again.\n");
  });

  test("shows why an installation failed, without a stack trace", () => {
    const { status, stderr } = prepare(checkoutWithNpm("echo 'npm error no network' >&2; exit 1"));
    expect(status).toBe(1);
    expect(stderr).toContain("npm error no network");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
