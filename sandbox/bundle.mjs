import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Bundles the sandbox's modules into a few files. It then starts twice as fast as with a loader that compiles each of
 * the 200 modules, and needs a third less memory.
 * @param {Record<string, string>} entries Output name to source file.
 * @param {{ folder: string, isMovable: boolean, banner?: string }} options `isMovable`: modules find the files
 * beside them relative to the bundle's parent folder, so that folder can be moved.
 */
export function bundle(entries, { folder, isMovable, ...options }) {
  return build({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, here(path)])),
    outdir: folder,
    outExtension: isMovable ? { ".js": ".js" } : { ".js": ".mjs" },
    tsconfig: here("tsconfig.json"),
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: isMovable ? false : "inline",
    plugins: [keepOwnUrls(isMovable)],
    ...options,
  });
}

/** Replaces `import.meta.url` with the URL of the source file, because some modules read files beside them. */
const keepOwnUrls = (isMovable) => ({
  name: "keep-own-urls",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]sandbox[\\/].*\.tsx?$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const fromParent = JSON.stringify(`../${relative(here("."), path)}`);
      const ownUrl = isMovable
        ? `new URL(${fromParent}, import.meta.url).href`
        : JSON.stringify(pathToFileURL(path).href);
      return {
        contents: source.replaceAll("import.meta.url", ownUrl),
        loader: path.endsWith("x") ? "tsx" : "ts",
      };
    });
  },
});
