import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { makeTempFolder } from "../support/temp-folder";

/** Runs a command in a folder with these env files. */
function migrateWith(files: Readonly<Record<string, string | Buffer>>, env: Record<string, string> = {}) {
  const folder = makeTempFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { DATABASE_URL: _ours, ...rest } = process.env;
  return spawnSync(resolve("node_modules/.bin/tsx"), [resolve("scripts/migrate.ts")], {
    cwd: folder,
    encoding: "utf8",
    env: { ...rest, NODE_ENV: "production", ...env },
  });
}

// Nothing listens there, and the error names the address.
const AWAY = "127.0.0.1:1: nothing listens";

test.describe("files of variables", () => {
  test("are read in the app's order, and variables of the process win", () => {
    const files = {
      ".env": "DATABASE_URL=nonsense\n",
      ".env.local": "DATABASE_URL=postgresql://u@127.0.0.1:1/app\n",
    };
    expect(migrateWith(files).stderr).toContain(AWAY);
    expect(migrateWith(files, { DATABASE_URL: "nonsense" }).stderr).toContain("has no scheme");
  });

  test("may begin with a byte-order mark, end lines as Windows does, and quote values", () => {
    const text = '\uFEFFDATABASE_URL="postgresql://u@127.0.0.1:1/app"\r\nLOG_LEVEL=info\r\n';
    expect(migrateWith({ ".env.local": text }).stderr).toContain(AWAY);
  });

  test("say that a dollar sign begins a name, and take the one spelling that the app takes", () => {
    const wrong = migrateWith({ ".env.local": "DATABASE_URL='postgresql://u:pa$word@127.0.0.1:1/app'\n" });
    expect([wrong.status, wrong.stderr]).toEqual([
      1,
      expect.stringContaining(
        "DATABASE_URL: a dollar sign in .env.local begins the name of another variable; write \\$",
      ),
    ]);
    const right = migrateWith({ ".env.local": "DATABASE_URL=postgresql://u:pa\\$word@127.0.0.1:1/app\n" });
    expect(right.stderr).toContain(AWAY);
  });

  test("name a file that is not UTF-8", () => {
    const text = Buffer.from("DATABASE_URL=postgresql://u@127.0.0.1:1/app\n", "utf16le");
    expect(migrateWith({ ".env.local": text }).stderr).toContain(".env.local: is not UTF-8");
  });
});
