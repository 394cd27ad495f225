import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";

const LIST = "features/index.ts";

/** What the README of a feature says about it. */
interface Described {
  readonly name: string;
  readonly routes: readonly string[];
  readonly needs: readonly string[];
}

export const featureNames = (root = "."): string[] =>
  readdirSync(`${root}/features`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** Features together with those that need them. */
export function withDependents(names: readonly string[], root = "."): string[] {
  const all = featureNames(root).map((name) => describe(name, root));
  const closure = new Set(names);
  for (let size = -1; size !== closure.size; ) {
    size = closure.size;
    for (const { name, needs } of all) if (needs.some((need) => closure.has(need))) closure.add(name);
  }
  return [...closure];
}

/**
 * Deletes features and those that need them: their folders, their routes, their lines in the list of features, their
 * commands in package.json and their mentions in the README. Their tables stay in the schema.
 * @returns the names of all deleted features.
 */
export function deleteFeatures(names: readonly string[], root = "."): string[] {
  const deleted = withDependents(names, root);
  for (const name of deleted) {
    for (const route of describe(name, root).routes)
      rmSync(`${root}/${route}`, { recursive: true, force: true });
    rmSync(`${root}/features/${name}`, { recursive: true });
    edit(`${root}/${LIST}`, (text) => withoutFeature(text, name));
    const commands = commandsOf(readFileSync(`${root}/package.json`, "utf8"), name);
    edit(`${root}/package.json`, (text) => withoutCommands(text, commands));
    edit(`${root}/README.md`, (text) => withoutMentions(text, [`features/${name}`, ...commands]));
  }
  return deleted;
}

function describe(name: string, root: string): Described {
  const text = existsSync(`${root}/features/${name}/README.md`)
    ? readFileSync(`${root}/features/${name}/README.md`, "utf8")
    : "";
  const namesIn = (label: string) =>
    [...(new RegExp(`^- ${label}: (.*)$`, "m").exec(text)?.[1] ?? "").matchAll(/`([^`]+)`/g)].map(
      ([, quoted = ""]) => quoted,
    );
  return {
    name,
    routes: namesIn("Routes").filter((path) => path.startsWith("app/")),
    needs: namesIn("Needs").filter((need) => featureNames(root).includes(need) && need !== name),
  };
}

function withoutFeature(list: string, name: string): string {
  const line = new RegExp(`^import \\{ (\\w+) \\} from "\\./${name}";\\n`, "m");
  const variable = line.exec(list)?.[1];
  return variable === undefined
    ? list
    : list.replace(line, "").replace(new RegExp(`^ {2}${variable},\\n`, "m"), "");
}

const manifestSchema = z.looseObject({ scripts: z.record(z.string(), z.string()) });

/** The commands that run a file of a feature. */
function commandsOf(manifest: string, name: string): string[] {
  const { scripts } = manifestSchema.parse(JSON.parse(manifest));
  return Object.keys(scripts).filter((command) => scripts[command]?.includes(`features/${name}/`));
}

function withoutCommands(manifest: string, commands: readonly string[]): string {
  const value = manifestSchema.parse(JSON.parse(manifest));
  const scripts = Object.entries(value.scripts).filter(([command]) => !commands.includes(command));
  return `${JSON.stringify({ ...value, scripts: Object.fromEntries(scripts) }, null, 2)}\n`;
}

/** Removes the table rows and list items that name a folder or a command. */
function withoutMentions(page: string, mentions: readonly string[]): string {
  const isMention = (line: string) =>
    /^(?:\||- |\d+\. )/.test(line) &&
    mentions.some((mention) => line.includes(mention.includes("/") ? mention : `npm run ${mention}`));
  return page
    .split("\n")
    .filter((line) => !isMention(line))
    .join("\n");
}

function edit(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, "utf8");
  const changed = change(text);
  if (changed !== text) writeFileSync(path, changed);
}
