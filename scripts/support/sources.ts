import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

// What `next build` reads. The generated client is covered by prisma/schema.prisma.
const SOURCES = [
  ".well-known",
  "app",
  "components",
  "features",
  "lib",
  "prisma",
  "public",
  "instrumentation.ts",
  "next.config.mjs",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

/** Names, sizes and modification times of all sources: cheap to read, and different after any edit. */
export function sourceFingerprint(paths: readonly string[] = SOURCES): string {
  return paths.map(describe).join("\n");
}

function describe(path: string): string {
  const stats = statSync(path);
  if (stats.isFile()) return `${path} ${stats.size} ${stats.mtimeMs}`;
  return sourceFingerprint(
    readdirSync(path)
      .sort()
      .map((name) => join(path, name)),
  );
}
