import { rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

// One file instead of two hundred: the sandbox starts in half of the time, and needs a third less memory, than
// with a loader that stays and translates each module by itself.
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// A name of its own, so that sandboxes started at the same moment do not read each other's half-written file.
const bundle = here(`../node_modules/.cache/sandbox-${process.pid}.mjs`);

/** Modules that read a file beside them must still find it when they are no longer where they were. */
const keepOwnUrls = {
  name: "keep-own-urls",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]sandbox[\\/].*\.tsx?$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const ownUrl = JSON.stringify(pathToFileURL(path).href);
      return {
        contents: source.replaceAll("import.meta.url", ownUrl),
        loader: path.endsWith("x") ? "tsx" : "ts",
      };
    });
  },
};

await build({
  entryPoints: [here("main.ts")],
  outfile: bundle,
  tsconfig: here("tsconfig.json"),
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
  plugins: [keepOwnUrls],
});
process.setSourceMapsEnabled(true);
process.once("exit", () => rmSync(bundle, { force: true }));
await import(pathToFileURL(bundle).href);
