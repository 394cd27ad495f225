import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { findCircle, findForbiddenImports } from "./support/folder-arrows";
import { SANDBOX_ARROWS, sandboxFolderOf } from "./support/sandbox-arrows";

const FILES = readdirSync("sandbox", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:tsx?|m?js)$/.test(name) && !name.includes("node_modules"))
  .map((name) => join("sandbox", name));

const check = (file: string, source: string) =>
  findForbiddenImports(sandboxFolderOf, SANDBOX_ARROWS, file, source);

test.describe("the folders of the sandbox", () => {
  test("each imports only what its arrows allow, and nothing of the app", () => {
    expect(FILES.length).toBeGreaterThan(100);
    expect(FILES.flatMap((file) => check(file, readFileSync(file, "utf8")))).toEqual([]);
  });

  test("no arrows form a circle", () => {
    expect(findCircle(SANDBOX_ARROWS)).toBeUndefined();
  });

  test("each folder has an entry, and each entry a folder", () => {
    const folders = FILES.map((file) => file.split("/")).map((path) => (path.length > 2 ? path[1] : "."));
    expect([...new Set(folders)].sort()).toEqual(Object.keys(SANDBOX_ARROWS).sort());
  });
});

test.describe("the check catches what is planted", () => {
  for (const [what, file, source, target] of [
    ["an upward import", "sandbox/core/region.ts", 'import { a } from "../http/env";', "sandbox/http/env"],
    ["a type", "sandbox/http/env.ts", 'import type { A } from "../pages/visit";', "sandbox/pages/visit"],
    ["a re-export", "sandbox/store/keys.ts", 'export * from "../core/clock";', "sandbox/core/clock"],
    ["a side effect", "sandbox/flags/reader.ts", 'import "../capture/recent";', "sandbox/capture/recent"],
    ["import()", "sandbox/cimd/jwks.ts", 'await import("../pages/render");', "sandbox/pages/render"],
    ["a root file", "sandbox/pages/home.tsx", 'import { createApp } from "../app";', "sandbox/app"],
    [
      "an import over lines",
      "sandbox/core/a.ts",
      'import {\n  a,\n} from\n  "../world/seed";',
      "sandbox/world/seed",
    ],
    ["a new folder", "sandbox/new/a.ts", 'import { z } from "../store/keys";', "sandbox/store/keys"],
    ["the app by its alias", "sandbox/main.ts", 'import { a } from "@/lib/env";', "lib/env"],
    ["the app's routes", "sandbox/main.ts", 'import { a } from "../app/layout";', "app/layout"],
    ["lib", "sandbox/store/keys.ts", 'import { a } from "../../lib/db";', "lib/db"],
    ["components", "sandbox/pages/home.tsx", 'import { A } from "../../components/a";', "components/a"],
    ["features", "sandbox/pages/home.tsx", 'import { a } from "../../features/demo/a";', "features/demo/a"],
  ] as const) {
    test(what, () => expect(check(file, source)).toEqual([`${file} → ${target}`]));
  }

  test("packages, neighbours and allowed folders pass", () => {
    const source =
      'import { z } from "zod"; import { a } from "./window"; import { b } from "../store/keys";';
    expect(check("sandbox/core/a.ts", source)).toEqual([]);
  });

  test("a circle", () => {
    expect(findCircle({ a: ["b"], b: ["c"], c: ["b"] })).toBe("b → c → b");
    expect(findCircle({ a: ["b", "c"], b: ["c"], c: [] })).toBeUndefined();
  });
});
