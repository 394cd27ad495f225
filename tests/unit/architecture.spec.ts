import { expect, test } from "@playwright/test";
import { findCircle, findForbiddenImports, importsIn } from "./support/folder-arrows";
import { HOUSE_ARROWS, houseFolderOf } from "./support/house-arrows";
import { reachableFrom, read, rootFiles, sourceFiles } from "./support/sources";

const HOUSE = ["app", "components", "features", "lib"].flatMap(sourceFiles).filter(isNoTest);

function isNoTest(file: string): boolean {
  return !/^features\/[^/]+\/tests\//.test(file);
}

const check = (file: string, source: string) =>
  findForbiddenImports(houseFolderOf, HOUSE_ARROWS, file, source);

test.describe("the arrows of the house", () => {
  test("each folder imports only what the table allows", () => {
    expect(HOUSE.length).toBeGreaterThan(150);
    const files = [...HOUSE, ...rootFiles()];
    files.push(...sourceFiles("examples")); // <sandbox/>
    expect(files.flatMap((file) => check(file, read(file)))).toEqual([]);
  });

  test("no arrows form a circle", () => {
    expect(findCircle(HOUSE_ARROWS)).toBeUndefined();
  });

  test("each feature that the table lets import another is named in its README", () => {
    for (const [folder, targets] of Object.entries(HOUSE_ARROWS).filter(([name]) =>
      /^features\//.test(name),
    )) {
      for (const needed of targets.filter((target) => /^features\//.test(target))) {
        expect(read(`${folder}/README.md`), folder).toContain(needed.replace("features/", ""));
      }
    }
  });

  for (const [what, file, source, target] of [
    ["lib → app", "lib/platform/db.ts", 'import { a } from "@/app/page";', "app/page"],
    [
      "lib → features",
      "lib/connection/a.ts",
      'import { a } from "../../features/demo/a";',
      "features/demo/a",
    ],
    [
      "lib/posthog → lib/platform",
      "lib/posthog/a.ts",
      'import { a } from "../platform/env";',
      "lib/platform/env",
    ],
    [
      "lib/platform → lib/posthog",
      "lib/platform/a.ts",
      'import type { A } from "../posthog/errors";',
      "lib/posthog/errors",
    ],
    [
      "lib/auth → lib/connection",
      "lib/auth/a.ts",
      'import { a } from "../connection/activity";',
      "lib/connection/activity",
    ],
    [
      "lib/tokens → lib/identity",
      "lib/tokens/a.ts",
      'export * from "../identity/client";',
      "lib/identity/client",
    ],
    [
      "components → app",
      "components/a.tsx",
      'import { a } from "@/app/connection/actions";',
      "app/connection/actions",
    ],
    ["components → features", "components/a.tsx", 'import { a } from "@/features";', "features"],
    [
      "a feature → another",
      "features/demo/a.ts",
      'import { a } from "../proxies/api";',
      "features/proxies/api",
    ],
    ["a feature → the list", "features/demo/a.ts", 'import { a } from "@/features";', "features"],
    ["a feature → app", "features/demo/a.ts", 'await import("../../app/page");', "app/page"],
    ["the list → the doctor", "features/index.ts", 'import { a } from "./doctor/a";', "features/doctor/a"],
    ["the root → app", "proxy.ts", 'import { a } from "./app/page";', "app/page"],
    ["app → scripts", "app/page.tsx", 'import { a } from "@/scripts/keys";', "scripts/keys"],
    ["app → sandbox", "app/page.tsx", 'import { a } from "../sandbox/main";', "sandbox/main"],
  ] as const) {
    test(`catches a planted import: ${what}`, () => {
      expect(check(file, source)).toEqual([`${file} → ${target}`]);
    });
  }
});

/** Public, small files; all others in lib hold secrets or run on the server. */
const PUBLIC = ["lib/platform/action-state.ts", "lib/platform/brand.ts", "lib/platform/page-marks.ts"];

test.describe("what stays where it belongs", () => {
  test("lib/posthog knows no framework, database or environment", () => {
    const wrong = sourceFiles("lib/posthog").filter((file) =>
      /from "(?:next|react|@prisma|pg|server-only)|process\.env/.test(read(file)),
    );
    expect(wrong).toEqual([]);
  });

  test("components run nothing of lib but what is public", () => {
    const reached = sourceFiles("components").flatMap((file) => reachableFrom(file));
    expect([...new Set(reached)].filter((file) => file.startsWith("lib/")).sort()).toEqual(PUBLIC);
  });

  test("routes never touch the database", () => {
    const wrong = sourceFiles("app").filter((file) => /platform\/db"|prisma/.test(read(file)));
    expect(wrong).toEqual([]);
  });

  test("the proxy never reaches the database", () => {
    const reached = reachableFrom("proxy.ts");
    expect(reached).not.toContain("lib/platform/db.ts");
    expect(reached.length).toBeGreaterThan(3);
  });

  test("only lib/auth/provider knows next-auth", () => {
    const knowing = [...HOUSE, ...rootFiles()].filter((file) => /next-auth/.test(read(file)));
    expect(knowing.filter((file) => !file.startsWith("lib/auth/provider/"))).toEqual([]);
    expect(knowing.length).toBeGreaterThan(2);
  });

  test("only custody, removals and the vault know the encrypted columns", () => {
    const knowing = HOUSE.filter((file) => /(access|refresh)TokenSealed/.test(read(file)));
    expect(knowing.filter((file) => !file.startsWith("lib/tokens/"))).toEqual(["lib/connection/removal.ts"]);
    const keys = HOUSE.filter((file) => /keySealed/.test(read(file)));
    expect(keys).toEqual(["features/personal-api-key/personal-api-keys.ts"]);
  });

  test("only the configuration reads the environment", () => {
    const reading = HOUSE
      // The snippets are code for a partner's users.
      .filter((file) => /process\.env(?!\.\$\{SECRET_KEY\})/.test(read(file)));
    expect(reading.sort()).toEqual([
      // Commands set the variables of their options before the configuration is read.
      "features/doctor/command.ts",
      // next-auth takes its origin only from a variable, which is set here.
      "lib/auth/provider/handlers.ts",
      "lib/platform/command.ts",
      "lib/platform/configuration.ts",
      // These check the env files, and explain an error that may mean there is no configuration.
      "lib/platform/env-files.ts",
      "lib/platform/exit.ts",
    ]);
  });
});

test.describe("what a browser is sent", () => {
  const isClient = (file: string) => /^"use client"/.test(read(file));
  const clients = HOUSE.filter(isClient);

  const leaksFrom = (file: string, source = read(file)) =>
    reachableFrom(file, source).filter(
      (path) =>
        (path.startsWith("lib/") && !PUBLIC.includes(path)) ||
        /from "(?:zod|pg|pino|jose|node:[^"]+|next\/headers)"/.test(read(path)),
    );

  test("no secret, no database, and no zod, which tries to eval", () => {
    expect(clients.length).toBeGreaterThan(10);
    expect(clients.flatMap((file) => leaksFrom(file))).toEqual([]);
  });

  test("is caught when any server module is planted in a client component", () => {
    const modules = sourceFiles("lib").filter((file) => !PUBLIC.includes(file) && !/\.d\.ts$/.test(file));
    expect(modules.length).toBeGreaterThan(80);
    for (const file of modules) {
      const source = `import * as planted from "@/${file.replace(/(?:\/index)?\.tsx?$/, "")}";`;
      expect(leaksFrom("components/form.tsx", source), file).toContain(file);
    }
  });
});

test.describe("server actions", () => {
  // <sandbox>
  const DEMO = "features/demo/actions.ts";
  // </sandbox>

  test("each goes through the wrapper that asks who is there", () => {
    const actionFiles = HOUSE.filter((file) => /^"use server"/.test(read(file)))
      // <sandbox>
      .filter((file) => file !== DEMO);
    // </sandbox>
    expect(actionFiles.length).toBeGreaterThan(0);
    for (const file of actionFiles) {
      const exported = read(file).match(/^export .*/gm) ?? [];
      expect(exported.length, file).toBeGreaterThan(0);
      for (const line of exported) expect(line, file).toMatch(/^export const \w+ = with(User|Operator)\(/);
    }
  });

  // <sandbox>
  test("those of the demonstration exist only where PostHog is the sandbox", () => {
    const actions = read(DEMO).match(/^export .*\n.*/gm) ?? [];
    expect(actions.length).toBeGreaterThan(1);
    for (const action of actions) expect(action).toMatch(/\n {2}requireSandbox\(\);$/);
  });
  // </sandbox>
});

// <sandbox>
test.describe("the arrows around the house", () => {
  const imports = (folder: string, pattern: RegExp) =>
    sourceFiles(folder).filter((file) => pattern.test(read(file)));

  test("scripts import neither tests nor qa, and tests do not import qa", () => {
    expect(imports("scripts", /from "\.\.\/(?:\.\.\/)*(?:qa|tests|app)\//)).toEqual([]);
    expect(imports("tests", /from "(?:\.\.\/)+qa\//)).toEqual([]);
  });
});
// </sandbox>

test.describe("the arrows of the tests", () => {
  const TESTS = "tests";
  const folderOf = (path: string) => (path.startsWith("tests/") ? TESTS : houseFolderOf(path));

  test("those of a feature import another feature only where the feature itself may", () => {
    const arrows = Object.fromEntries(
      Object.entries(HOUSE_ARROWS).map(([folder, targets]) => [folder, [...targets, "features", TESTS]]),
    );
    const files = sourceFiles("features").filter((file) => !isNoTest(file));
    expect(files.length).toBeGreaterThan(3);
    const wrong = files.flatMap((file) => findForbiddenImports(folderOf, arrows, file, read(file)));
    expect(wrong).toEqual([]);
  });

  test("those of the core know features by their list alone, so that any can be deleted", () => {
    // The architecture tests contain planted imports.
    const files = sourceFiles("tests").filter((file) => !/architecture\.spec/.test(file));
    const targets = files.flatMap((file) => importsIn(file, read(file)));
    expect(targets).toContain("features");
    expect(targets.filter((target) => target.startsWith("features/"))).toEqual([]);
  });
});

test("no file of ours is longer than 250 lines", () => {
  const folders = ["app", "components", "features", "lib", "sandbox", "qa", "scripts", "tests"];
  const long = folders.flatMap(sourceFiles).filter((file) => read(file).split("\n").length > 251);
  expect(long).toEqual([]);
});
