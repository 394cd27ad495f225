import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { fail, readArguments } from "../lib/platform/command";
import { ConfigurationError } from "../lib/platform/configuration";
import { type Branding, brandingSchema, DEFAULTS, findFault, planRebrand } from "./support/rebrand";

// Gives this clone your own brand. In a terminal, it asks for what the options leave out:
//   npm run rebrand -- --name=Harbour --origin=https://harbour.example --brand=#0044cc --yes
// It writes nothing until every answer satisfies the rules that PostHog applies.
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

const options = Object.entries(QUESTIONS).map(
  ([name, question]) =>
    `  --${name.padEnd(9)} ${question}${DEFAULTS[name] ? `; optional: ${DEFAULTS[name]}` : ""}`,
);
const USAGE = `Usage: npm run rebrand -- [--name=…] [--origin=…] [more options] [--yes]

Makes this clone your own. In a terminal it asks for what the options leave out, and checks each answer.
${options.join("\n")}
  --yes       Skip all questions`;

const texts = Object.keys(QUESTIONS).map((name) => [name, { type: "string" }] as const);
const { values } = readArguments(USAGE, {
  ...Object.fromEntries(texts),
  yes: { type: "boolean", default: false },
});
const isTerminal = process.stdin.isTTY === true;
const terminal = isTerminal && !values.yes ? createInterface(process.stdin, process.stdout) : undefined;

const abandon = () => fail("\nNothing was changed.");
terminal?.once("close", abandon);
const branding = readAnswers(await askForTheRest());
const { edits, warnings } = plan(branding);
for (const warning of warnings) process.stdout.write(`Mind: ${warning}.\n`);
process.stdout.write(`These files change:\n${edits.map(({ path }) => `  ${path}`).join("\n")}\n`);
if (terminal) {
  const answer = await terminal.question("Continue? [Y/n] ");
  terminal.off("close", abandon).close();
  if (/^n/i.test(answer)) fail("Nothing was changed.");
} else if (!values.yes) {
  fail("Nothing was changed. Pass --yes to continue.");
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
    const answer = given === undefined ? await ask(name, question, answers) : String(given);
    if (answer) answers[name] = answer;
  }
  return answers;
}

/** Asks until the answer is valid, or empty where it has a default. */
async function ask(
  name: string,
  question: string,
  before: Readonly<Record<string, string>>,
): Promise<string> {
  if (!terminal) return "";
  const hint = DEFAULTS[name] === undefined ? "" : ` [${DEFAULTS[name]}]`;
  for (;;) {
    const answer = (await terminal.question(`${question}${hint}: `)).trim();
    if (answer === "" && DEFAULTS[name] !== undefined) return "";
    const fault = answer === "" ? "is needed" : findFault({ ...before, [name]: answer });
    if (fault === undefined) return answer;
    process.stdout.write(`  ${fault}\n`);
  }
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
