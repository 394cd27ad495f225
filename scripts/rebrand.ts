import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { fail } from "../lib/platform/command";
import { ConfigurationError } from "../lib/platform/configuration";
import { type Branding, brandingSchema, planRebrand } from "./support/rebrand";

// Makes this clone your own. Asks for what the options leave out, when a terminal is there:
//   npm run rebrand -- --name=Harbour --origin=https://harbour.example --brand=#0044cc --yes
// Nothing is written before everything has been checked by the rules that PostHog checks.
const QUESTIONS = {
  name: "Name of your product",
  origin: "Where it will be reached (https://…)",
  tagline: "A few words above the headline",
  headline: "The headline of the first page",
  pitch: "A sentence below it",
  brand: "Colour of buttons and links (#rrggbb)",
  accent: "Colour of notes (#rrggbb)",
  logo: "Your mark, an SVG file",
  scopes: "Scopes, separated by commas",
} as const;

const texts = Object.keys(QUESTIONS).map((name) => [name, { type: "string" }] as const);
const { values } = parseArgs({
  options: { ...Object.fromEntries(texts), yes: { type: "boolean", default: false } },
});
const isTerminal = process.stdin.isTTY === true;
const terminal = isTerminal && !values.yes ? createInterface(process.stdin, process.stdout) : undefined;

const branding = readAnswers(await askForTheRest());
const { edits, warnings } = plan(branding);
for (const warning of warnings) process.stdout.write(`Mind: ${warning}.\n`);
process.stdout.write(`These files change:\n${edits.map(({ path }) => `  ${path}`).join("\n")}\n`);
if (terminal) {
  const answer = await terminal.question("Go on? [Y/n] ");
  terminal.close();
  if (/^n/i.test(answer)) fail("Nothing was changed.");
} else if (!values.yes) {
  fail("Nothing was changed. Say --yes to go on.");
}
for (const edit of edits) writeFileSync(edit.path, edit.text);
spawnSync("node_modules/.bin/biome", ["format", "--write", ...edits.map(({ path }) => path)]);
process.stdout.write(`
This is ${branding.name} now. What to do next:
  1. Look at it: npm run dev
  2. Draw a mark of your own, if you have not given one: public/mark.svg and app/icon.svg
  3. Read the words: lib/platform/brand.ts, and the messages.ts of each room and feature
  4. In production set APP_URL=${branding.origin}. Your client_id is ${branding.origin}/.well-known/posthog-client.json
     and PostHog sends people back to ${branding.origin}/callbacks/posthog
`);

async function askForTheRest(): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const given = Object.entries(values).find(([option]) => option === name)?.[1];
    const answer = given === undefined ? await terminal?.question(`${question}: `) : String(given);
    if (answer) answers[name] = answer;
  }
  return answers;
}

function readAnswers(answers: Record<string, string>): Branding {
  const parsed = brandingSchema.safeParse(answers);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => {
    const name = path.join(".");
    return `  --${name} ${name in answers ? message : "is missing"}`;
  });
  return fail(`Nothing was changed.\n${lines.join("\n")}`);
}

function plan(branding: Branding): ReturnType<typeof planRebrand> {
  try {
    return planRebrand(branding);
  } catch (error) {
    if (error instanceof ConfigurationError) return fail(`Nothing was changed. ${error.message}`);
    throw error;
  }
}
