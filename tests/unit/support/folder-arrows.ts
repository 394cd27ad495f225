import { dirname, join, normalize } from "node:path";

/** Which folder may import which. `.` stands for the files of the root itself. */
export type Arrows = Readonly<Record<string, readonly string[]>>;

/** `import`, `export … from`, `import type`, `import()` and `require()`: all of them couple two files. */
const SPECIFIER = /\b(?:from|import|require)\s*\(?\s*["'`]([^"'`]+)["'`]/g;

/**
 * The imports of one file that the arrows do not allow, as `file → target`. Packages are always allowed, and so
 * are files of the same folder. Files outside of `root` never are.
 */
export function findForbiddenImports(root: string, arrows: Arrows, file: string, source: string): string[] {
  const allowed = arrows[folderOf(root, file) ?? ""] ?? [];
  return [...source.matchAll(SPECIFIER)]
    .map(([, specifier = ""]) => specifier)
    .filter((specifier) => /^(?:\.|@\/)/.test(specifier))
    .map((specifier) =>
      specifier.startsWith("@/") ? specifier.slice(2) : normalize(join(dirname(file), specifier)),
    )
    .filter((target) => {
      const folder = folderOf(root, target);
      return folder === undefined || (folder !== folderOf(root, file) && !allowed.includes(folder));
    })
    .map((target) => `${file} → ${target}`);
}

/** One circle of folders, such as `a → b → a`, or `undefined` when there is none. */
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

function folderOf(root: string, path: string): string | undefined {
  const [first, second, third] = path.split("/");
  if (first !== root || second === undefined) return undefined;
  return third === undefined ? "." : second;
}
