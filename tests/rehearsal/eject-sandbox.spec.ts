import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { makeCheckout } from "../support/checkout";

const EJECT = ["scripts/eject-sandbox.ts"];

test("the sandbox goes with everything made for it, and what is left passes its checks", () => {
  test.setTimeout(180_000);
  const checkout = makeCheckout();
  const tsx = (...args: string[]) => checkout.run("node_modules/.bin/tsx", args);
  const read = (path: string) => readFileSync(join(checkout.folder, path), "utf8");

  expect(tsx(...EJECT)).toMatchObject({ status: 1, output: expect.stringContaining("Pass --yes") });
  writeFileSync(join(checkout.folder, "notes.txt"), "not committed");
  expect(tsx(...EJECT, "--yes")).toMatchObject({
    status: 1,
    output: expect.stringContaining("Commit or stash your changes first"),
  });
  expect(checkout.changes()).toEqual(["notes.txt"]);
  checkout.run("rm", ["notes.txt"]);

  const { status, output } = tsx(...EJECT, "--yes");
  expect(output).toContain("The sandbox is gone.");
  expect(status).toBe(0);
  for (const path of [
    "sandbox",
    "tests/e2e",
    "tests/support/sandbox.ts",
    "scripts/support/demonstration.ts",
  ]) {
    expect(existsSync(join(checkout.folder, path)), path).toBe(false);
  }
  for (const path of ["package.json", "package-lock.json"]) expect(read(path)).not.toContain("hono");
  expect(read("README.md")).not.toMatch(/npm run demo|sandbox>/);
  // Nothing names what is gone, except CHANGELOG.md, which is history.
  const gone =
    "npm run (demo|qa|bench|sandbox|eject-sandbox)|test:(all|faults|contract)|[^.]qa/|docs/pictures|\\.ci/";
  expect(checkout.run("git", ["grep", "-nE", gone, "--", ".", ":!CHANGELOG.md"]).output).toBe("");
  for (const command of ["lint", "types"]) {
    expect(checkout.run("npm", ["run", "--silent", command]), command).toMatchObject({ status: 0 });
  }
  const unit = checkout.run("node_modules/.bin/playwright", ["test", "docs.spec", "architecture.spec"]);
  expect(unit.output).toContain("0 failed");
});
