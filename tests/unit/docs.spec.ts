import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";

/** The project's own files that match. */
const listFiles = (...patterns: string[]): string[] =>
  execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...patterns], {
    encoding: "utf8",
  })
    .split("\n")
    .filter((path) => path !== "" && existsSync(path));

/** Every Markdown page of the project. */
const pages = listFiles("*.md");

const read = (path: string): string => readFileSync(path, "utf8");

/** Removes fenced code blocks. */
const withoutFences = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, "");

/** The anchors of a page's headings. */
function anchorsOf(path: string): string[] {
  return [...withoutFences(read(path)).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function brokenLinks(page: string): string[] {
  const links = [...withoutFences(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return links.filter((link) => {
    if (/^(https?|mailto):/.test(link)) return false;
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
  });
}

test("every link between our pages leads somewhere", () => {
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.flatMap((page) => brokenLinks(page).map((link) => `${page} → ${link}`))).toEqual([]);
});

const fileNameIn = (code: string): string | undefined => code.match(/^\/\/ (?:\S+\/)?([\w-]+\.tsx?)\n/)?.[1];

test("the examples in our pages compile against the code they show", () => {
  test.setTimeout(120_000);
  // Inside the project, so that the examples resolve its packages, but in a folder that no other check reads.
  const folder = ".next/docs";
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const examples = pages.flatMap((page) =>
    [...read(page).matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)].map(([, extension, code = ""], index) => ({
      // If the first line of an example names its file, the other examples of the page can import it.
      file: join(page.replaceAll(/[/.]/g, "-"), fileNameIn(code) ?? `${index + 1}.${extension}`),
      code,
    })),
  );
  expect(examples.length).toBeGreaterThan(2);
  for (const { file, code } of examples) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  const isOfSandbox = ({ code }: { code: string }) => /posthog-partner-sandbox/.test(code);
  const app = examples.filter((example) => !isOfSandbox(example));
  expect(compile(folder, "../../tsconfig.json", app)).toBe("");
  // <sandbox>
  const sandbox = examples.filter(isOfSandbox);
  expect(compile(folder, "../../sandbox/tsconfig.json", sandbox)).toBe("");
  // </sandbox>
});

/** Compiles files in a folder, and returns the compiler's errors. */
function compile(folder: string, parent: string, examples: readonly { file: string }[]): string {
  const config = {
    extends: parent,
    compilerOptions: {
      incremental: false,
      noUnusedLocals: false,
      paths: {
        "@/*": ["../../*"],
        "posthog-partner-sandbox": ["../../sandbox/index.ts"],
        "posthog-partner-sandbox/testkit": ["../../sandbox/testkit/index.ts"],
      },
    },
    files: examples.map(({ file }) => file),
    include: [],
    exclude: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  try {
    execFileSync("node_modules/.bin/tsc", ["--noEmit", "-p", folder], { encoding: "utf8", stdio: "pipe" });
    return "";
  } catch (error) {
    return error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
  }
}

test("docs/configuration.md, .env.example and the configuration name the same variables", () => {
  const parts = listFiles("lib/*.ts", "features/*.ts").filter((path) =>
    read(path).includes("defineConfiguration("),
  );
  expect(parts).toContain("lib/platform/env.ts");
  expect(parts.length).toBeGreaterThan(4);
  // The keys of the schemas; where a part renames a variable, its value is `raw.NAME`.
  const configured = parts.flatMap((path) =>
    [...read(path).matchAll(/\b([A-Z][A-Z_]+): ?(?!raw\.)(?:\w|$)/gm)].map(([, name = ""]) => name),
  );
  const example = [...read(".env.example").matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name = ""]) => name);
  const table = read("docs/configuration.md").match(/^\| Variable \|.*\n(?:\|.*\n)+/m)?.[0] ?? "";
  const rows = table.split("\n").flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([A-Z_]+)`/g)]);
  const documented = rows.map(([, name = ""]) => name);
  // The commands set NODE_ENV; it is never set by hand.
  const expected = [...new Set(configured)].filter((name) => name !== "NODE_ENV").sort();
  expect(expected.length).toBeGreaterThan(10);
  expect(documented.sort()).toEqual(expected);
  expect(example.filter((name) => !name.startsWith("SANDBOX_")).sort()).toEqual(expected);
});

test("every message that docs/troubleshooting.md explains is one that can appear", () => {
  const messages = [...read("docs/troubleshooting.md").matchAll(/^\| [`“](.+?)[`”] \|/gm)].map(
    ([, message = ""]) => message,
  );
  expect(messages.length).toBeGreaterThan(8);
  const sources = listFiles("lib/*.ts", "features/*.ts", "scripts/*.ts", "proxy.ts").map(read).join("\n");
  const missing = messages.filter((message) => !message.split("…").every((part) => sources.includes(part)));
  expect(missing).toEqual([]);
});

// <sandbox>
test("every file that the security review names exists", () => {
  const named = [
    ...read("docs/security-review.md").matchAll(/`((?:\.github|app|features|lib|scripts|tests)\/[^`]+)`/g),
  ];
  const files = named.map(([, file = ""]) => file);
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});
// </sandbox>
