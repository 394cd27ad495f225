import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "@playwright/test";

interface Import {
  readonly from: string;
  readonly to: string;
}

const SKIPPED = /node_modules|\.next|lib\/generated/;

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !SKIPPED.test(path));
}

/** What a file imports: project files as paths from the root, everything else as written. */
const importsOf = (file: string): Import[] => importsIn(file, readFileSync(file, "utf8"));

/** The same without what is imported as a type alone. */
const importsRunBy = (file: string): Import[] =>
  importsIn(file, readFileSync(file, "utf8").replace(/^(import|export) type [^;]*;$/gm, ""));

function importsIn(file: string, source: string): Import[] {
  const specifiers = source.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g);
  return [...specifiers].map(([, specifier = ""]) => ({ from: file, to: resolve(file, specifier) }));
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  return specifier.startsWith(".") ? normalize(join(dirname(file), specifier)) : specifier;
}

const isProjectFile = (to: string) =>
  /^(\.well-known|app|components|lib|qa|sandbox|scripts|tests)\//.test(to);
const offenders = (files: string[], forbidden: (to: Import) => boolean) =>
  files
    .flatMap(importsOf)
    .filter(forbidden)
    .map(({ from, to }) => `${from} → ${to}`);

/** A file and everything of ours that runs with it; actions run elsewhere. */
function reachableFrom(file: string, seen = new Set<string>()): string[] {
  seen.add(file);
  for (const { to } of importsRunBy(file)) {
    const [path] = [`${to}.ts`, `${to}.tsx`].filter((path) => isProjectFile(path) && existsSync(path));
    if (path && !seen.has(path) && !/^"use server"/.test(readFileSync(path, "utf8")))
      reachableFrom(path, seen);
  }
  return [...seen];
}

test.describe("the arrows of the house", () => {
  test("lib/posthog imports only itself and libraries, none of them a framework", () => {
    const wrong = offenders(
      sourceFiles("lib/posthog"),
      ({ to }) => (isProjectFile(to) && !to.startsWith("lib/posthog/")) || /^(next|react|@prisma)/.test(to),
    );
    expect(wrong).toEqual([]);
  });

  test("scripts import neither tests nor qa, and tests do not import qa", () => {
    const isOutside = ({ to }: Import) => /^(qa|tests)\//.test(to);
    expect(offenders(sourceFiles("scripts"), isOutside)).toEqual([]);
    expect(offenders(sourceFiles("tests"), ({ to }) => to.startsWith("qa/"))).toEqual([]);
  });

  // <sandbox>
  test("the sandbox shares nothing with the app", () => {
    const wrong = offenders(
      sourceFiles("sandbox"),
      ({ to }) =>
        /^(@\/|\.\.\/(app|lib|components))/.test(to) || (isProjectFile(to) && !to.startsWith("sandbox/")),
    );
    expect(wrong).toEqual([]);
    const app = ["app", "components", "lib"].flatMap(sourceFiles);
    expect(offenders(app, ({ to }) => to.startsWith("sandbox"))).toEqual([]);
  });
  // </sandbox>

  test("routes and components never touch the database or its client", () => {
    const wrong = offenders(
      ["app", "components"].flatMap(sourceFiles),
      ({ to }) => to === "lib/db" || to.includes("prisma") || to.startsWith("lib/vault"),
    );
    expect(wrong).toEqual([]);
  });

  test("the proxy never reaches the database", () => {
    const reached = reachableFrom("proxy.ts");
    expect(reached).not.toContain("lib/db.ts");
    expect(reached.length).toBeGreaterThan(2);
  });

  test("no browser is sent zod: it tries to eval, and the policy reports that", () => {
    const files = ["app", "components"]
      .flatMap(sourceFiles)
      .filter((file) => /^"use client"/.test(readFileSync(file, "utf8")))
      .flatMap((file) => reachableFrom(file));
    expect(files.length).toBeGreaterThan(10);
    const wrong = [...new Set(files)].filter((file) => importsRunBy(file).some(({ to }) => to === "zod"));
    expect(wrong).toEqual([]);
  });

  test("only token custody and the vault know the sealed columns", () => {
    const knowing = ["app", "components", "lib"]
      .flatMap(sourceFiles)
      .filter((file) => /(access|refresh)TokenSealed/.test(readFileSync(file, "utf8")));
    expect(knowing.sort()).toEqual([
      "lib/connection/key-rotation.ts",
      "lib/connection/refresh-lease.ts",
      "lib/connection/release.ts",
      "lib/connection/token-custody.ts",
    ]);
    const openers = ["app", "components", "lib"]
      .flatMap(sourceFiles)
      .filter((file) => /keySealed/.test(readFileSync(file, "utf8")));
    expect(openers.sort()).toEqual(["lib/connection/key-rotation.ts", "lib/connection/personal-api-keys.ts"]);
  });

  test("only the configuration reads the environment", () => {
    const reading = ["app", "components", "lib"]
      .flatMap(sourceFiles)
      // What the snippets show is for somebody else's code.
      .filter((file) => /process\.env(?!\.\$\{SECRET_KEY\})/.test(readFileSync(file, "utf8")));
    expect(reading.sort()).toEqual(["lib/env.ts", "lib/start.ts"]);
  });

  test("every server action goes through the wrapper that asks who is there", () => {
    const actionFiles = sourceFiles("app")
      // <sandbox>
      .filter((file) => !file.startsWith("app/demo/"))
      // </sandbox>
      .filter((file) => /^"use server"/.test(readFileSync(file, "utf8")));
    expect(actionFiles.length).toBeGreaterThan(0);
    for (const file of actionFiles) {
      const exported = readFileSync(file, "utf8").match(/^export .*/gm) ?? [];
      expect(exported.length, file).toBeGreaterThan(0);
      for (const line of exported) expect(line, file).toMatch(/^export const \w+ = with(User|Operator)\(/);
    }
  });

  // <sandbox>
  test("every action of the demonstration exists only where PostHog is the sandbox", () => {
    const source = readFileSync("app/demo/actions.ts", "utf8");
    const actions = source.match(/^export .*\n.*/gm) ?? [];
    expect(actions.length).toBeGreaterThan(1);
    for (const action of actions) expect(action).toMatch(/\n {2}requireSandbox\(\);$/);
  });
  // </sandbox>

  test("no file of ours is longer than 250 lines", () => {
    const long = ["app", "components", "lib", "qa", "sandbox", "scripts", "tests"]
      .flatMap(sourceFiles)
      .filter((file) => readFileSync(file, "utf8").split("\n").length > 251);
    expect(long).toEqual([]);
  });
});
