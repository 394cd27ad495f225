import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { reachableFrom } from "./support/sources";

const isCopied = (path: string) => path.startsWith("lib/") && !path.startsWith("lib/posthog/");

test("the button takes few files into an app that exists, and the guide says how many", () => {
  const files = reachableFrom("examples/hono/app.ts").filter(isCopied);
  const lines = files.map((path) => readFileSync(path, "utf8").split("\n").length - 1);
  const total = lines.reduce((sum, count) => sum + count, 0);
  expect(files.length).toBeLessThanOrEqual(12);
  expect(total).toBeLessThanOrEqual(1500);
  const guide = readFileSync("docs/into-your-app.md", "utf8");
  expect(guide).toContain(`${files.length} files with fewer than ${Math.ceil(total / 100) * 100} lines`);
});

test("they bring no framework and no database along", () => {
  const packages = reachableFrom("examples/hono/app.ts")
    .filter((path) => path.startsWith("lib/"))
    .flatMap((path) =>
      [...readFileSync(path, "utf8").matchAll(/from "([^."][^"]*)"/g)].map(([, name = ""]) => name),
    )
    .filter((name) => !name.startsWith("node:"));
  expect([...new Set(packages)].sort()).toEqual(["cockatiel", "jose", "oauth4webapi", "zod"]);
});
