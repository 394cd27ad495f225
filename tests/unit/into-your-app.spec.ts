import { expect, test } from "@playwright/test";
import { importsIn } from "./support/folder-arrows";
import { fileOf, reachableFrom, read } from "./support/sources";

/** Every file that this one needs in order to compile. */
function filesBehind(file: string, seen = new Set([file])): string[] {
  for (const target of importsIn(file, read(file))) {
    const path = fileOf(target);
    if (path && !seen.has(path)) filesBehind(path, seen.add(path));
  }
  return [...seen];
}

const isCopied = (path: string) => path.startsWith("lib/") && !path.startsWith("lib/posthog/");

test("the button takes few files into an app that exists, and the guide says how many", () => {
  const files = filesBehind("examples/hono/app.ts").filter(isCopied);
  const lines = files.map((path) => read(path).split("\n").length - 1);
  const total = lines.reduce((sum, count) => sum + count, 0);
  expect(files.length).toBeLessThanOrEqual(12);
  expect(total).toBeLessThanOrEqual(1500);
  const guide = read("docs/into-your-app.md");
  expect(guide).toContain(`${files.length} files with fewer than ${Math.ceil(total / 100) * 100} lines`);
});

test("the example is read in one sitting", () => {
  const files = filesBehind("examples/hono/app.ts").filter((path) => path.startsWith("examples/"));
  const lines = files.map((path) => read(path).split("\n").length - 1);
  expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(250);
});

test("they bring no framework and no database along", () => {
  const packages = reachableFrom("examples/hono/app.ts")
    .filter((path) => path.startsWith("lib/"))
    .flatMap((path) => [...read(path).matchAll(/from "([^."][^"]*)"/g)].map(([, name = ""]) => name))
    .filter((name) => !name.startsWith("node:"));
  expect([...new Set(packages)].sort()).toEqual(["cockatiel", "jose", "oauth4webapi", "zod"]);
});
