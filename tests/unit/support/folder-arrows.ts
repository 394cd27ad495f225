import { dirname, join, normalize } from "node:path";

/** Which folder may import which. */
export type Arrows = Readonly<Record<string, readonly string[]>>;

/** The folder of the table that a path belongs to; undefined for a path outside the table. */
export type FolderOf = (path: string) => string | undefined;

/** `import`, `export … from`, `import type`, `import()` and `require()`: all of them couple two files. */
const SPECIFIER = /\b(?:from|import|require)\s*\(?\s*["'`]([^"'`]+)["'`]/g;

/** What a file imports from this project, as paths from the root and without extensions. */
export const importsIn = (file: string, source: string): string[] =>
  [...source.matchAll(SPECIFIER)]
    .map(([, specifier = ""]) => specifier)
    .filter((specifier) => /^(?:\.|@\/)/.test(specifier))
    .map((specifier) =>
      specifier.startsWith("@/") ? specifier.slice(2) : normalize(join(dirname(file), specifier)),
    );

/**
 * The imports of one file that the arrows do not allow, as `file → target`. Packages and files of the same folder are
 * always allowed; files outside the table never are.
 */
export function findForbiddenImports(
  folderOf: FolderOf,
  arrows: Arrows,
  file: string,
  source: string,
): string[] {
  const own = folderOf(file);
  const allowed = arrows[own ?? ""] ?? [];
  return importsIn(file, source)
    .filter((target) => {
      const folder = folderOf(target);
      return folder === undefined || (folder !== own && !allowed.includes(folder));
    })
    .map((target) => `${file} → ${target}`);
}

/** One import cycle of folders, such as `a → b → a`, or `undefined` if there is none. */
export function findCircle(arrows: Arrows): string | undefined {
  const visit = (folder: string, path: readonly string[]): string | undefined => {
    const start = path.indexOf(folder);
    if (start >= 0) return [...path.slice(start), folder].join(" → ");
    return arrows[folder]?.map((next) => visit(next, [...path, folder])).find((circle) => circle);
  };
  return Object.keys(arrows)
    .map((folder) => visit(folder, []))
    .find((circle) => circle);
}
