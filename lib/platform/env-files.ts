import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";

/** The env files that Next and our commands read, in production or in development. */
const FILES = ["production", "development"].flatMap((mode) => [
  `.env.${mode}.local`,
  ".env.local",
  `.env.${mode}`,
  ".env",
]);

/**
 * Finds problems in the files themselves. Next replaces `$name` in them by another variable, so a password with a
 * dollar sign would lose a part.
 */
export function findFileProblems(): string[] {
  return [...new Set(FILES)].flatMap((file) => {
    const text = read(file);
    if (text.includes("\0")) return [`${file}: is not UTF-8; save it as UTF-8`];
    return Object.entries(parseEnv(text)).flatMap(([name, raw]) => describeDollar(file, name, raw ?? ""));
  });
}

const REFERENCE = /(?<!\\)\$\{?(\w+)\}?/g;

function describeDollar(file: string, name: string, raw: string): string[] {
  const isShortened = [...raw.matchAll(REFERENCE)].some(([, variable = ""]) => !process.env[variable]);
  const replaced = raw
    .replace(REFERENCE, (_, variable: string) => process.env[variable] ?? "")
    .replaceAll("\\$", "$");
  // If the values differ, the variable did not come from this file.
  if (!isShortened || process.env[name] !== replaced) return [];
  return [
    `${name}: a dollar sign in ${file} begins the name of another variable; write \\$ for the sign itself`,
  ];
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
