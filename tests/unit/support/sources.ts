import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { importsIn } from "./folder-arrows";

const SKIPPED = /node_modules|\.next|platform\/generated/;

/** Every source file below a folder. */
export const sourceFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !SKIPPED.test(path));

/** Source files at the root, without tool configuration. */
export const rootFiles = (): string[] =>
  readdirSync(".").filter((name) => /\.ts$/.test(name) && !/\.(config|d)\.ts$/.test(name));

export const read = (file: string): string => readFileSync(file, "utf8");

const isServerAction = (file: string): boolean => /^"use server"/.test(read(file));

/** The file behind an import, if it belongs to this project. */
export const fileOf = (target: string): string | undefined =>
  [`${target}.ts`, `${target}.tsx`, `${target}/index.ts`, target].find(
    (path) => /\.tsx?$/.test(path) && existsSync(path),
  );

/** The imports that run with a file: all but its type imports. */
const runtimeImports = (file: string, source: string): string[] =>
  importsIn(file, source.replace(/^(?:import|export) type [^;]*;$/gm, ""));

/** A file and every file of this project that runs with it. Server actions run elsewhere. */
export function reachableFrom(file: string, source = read(file), seen = new Set<string>()): string[] {
  seen.add(file);
  for (const target of runtimeImports(file, source)) {
    const path = fileOf(target);
    if (path && !seen.has(path) && !isServerAction(path)) reachableFrom(path, read(path), seen);
  }
  return [...seen];
}
