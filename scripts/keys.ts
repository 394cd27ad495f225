import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { addSigningKey, formatSigningKeys, nextKeyStep } from "../lib/identity/signing-key-rotation";
import { findSigningKey, type SigningKey, signingKeysSchema } from "../lib/identity/signing-keys";
import { fail, readArguments, SECRETS } from "../lib/platform/command";

// Creates and rotates this client's signing keys:
//   npm run keys              shows the keys and the next step
//   npm run keys -- add       creates the first key, or the next one (--alg=RS256 where RSA is required)
//   npm run keys -- retire    removes the old key, once the new one has signed for an hour
// It works on .env.local. With --print it reads SIGNING_KEYS from the environment instead, and prints only the new
// value to standard output, for the secret store of a deployment.

const { values, positionals } = readArguments(
  `Usage: npm run keys -- [add | retire] [--alg=ES256 | --alg=RS256] [--print]

Makes and rotates this client's signing keys; without an argument, shows them and what comes next.
  add      Make the first key, or the next one
  retire   Drop the old key, when the new one has signed for an hour
  --alg    The kind of a new key; ES256 unless told otherwise
  --print  Start from SIGNING_KEYS in the environment and print the new value alone; write no file`,
  { alg: { type: "string", default: "ES256" }, print: { type: "boolean", default: false } },
  1,
);
const now = new Date();
const file = existsSync(SECRETS) ? readFileSync(SECRETS, "utf8") : "";
const keys = readKeys(values.print ? process.env.SIGNING_KEYS : parseEnv(file).SIGNING_KEYS);
const step = nextKeyStep(keys, now);

switch (positionals[0] ?? "show") {
  case "show":
    say(describe(keys));
    break;
  case "add": {
    const { alg } = values;
    if (alg !== "ES256" && alg !== "RS256") fail("--alg is ES256 or RS256.");
    if (step.name !== "add") fail(`Not yet. ${describe(keys)}`);
    // A first local key signs at once: there is only one process, and PostHog has not read any keys yet.
    save(formatSigningKeys(addSigningKey(keys, { alg, now, atOnce: keys.length === 0 && !values.print })));
    break;
  }
  case "retire":
    if (step.name !== "retire") fail(`Not yet. ${describe(keys)}`);
    save(formatSigningKeys(keys.slice(0, 1)));
    break;
  default:
    fail("Use `add`, `retire` or no argument.");
}

function readKeys(value: string | undefined): SigningKey[] {
  if (!value) return [];
  const parsed = signingKeysSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  return fail(
    parsed.error.issues
      .map(({ path, message }) => `${["SIGNING_KEYS", ...path].join(".")}: ${message}`)
      .join("\n"),
  );
}

function save(value: string): void {
  if (values.print) {
    process.stdout.write(`${value}\n`);
    say("That is the new SIGNING_KEYS: put it into your secret store and deploy it.");
  } else {
    if (file === "")
      fail(
        `There is no ${SECRETS} yet. Run \`npm run setup\` first: it creates the file with the other secrets.`,
      );
    const others = file.replace(/^SIGNING_KEYS=.*$/gm, "").trimEnd();
    // Write a new file and rename it, so that a full disk cannot destroy the existing secrets.
    writeFileSync(`${SECRETS}.new`, `${others}\nSIGNING_KEYS='${value}'\n`, { mode: 0o600 });
    renameSync(`${SECRETS}.new`, SECRETS);
    say(`Written to ${SECRETS}. Start the app again, then run \`npm run register\`.`);
  }
  say(describe(readKeys(value)));
}

function describe(ring: readonly SigningKey[]): string {
  if (ring.length === 0) return "This client is public. `npm run keys -- add` makes its first key.";
  const signing = findSigningKey(ring, now.getTime());
  const lines = ring.map((key) => {
    const { kid, alg, useFrom } = key;
    if (useFrom > now) return `  ${kid}  ${alg}  published, signs from ${clock(useFrom)} on`;
    return `  ${kid}  ${alg}  ${key === signing ? "signs" : "published, no longer signs"}`;
  });
  return `${["The keys:", ...lines].join("\n")}\n${whatNext(ring)}`;
}

function whatNext(ring: readonly SigningKey[]): string {
  const next = nextKeyStep(ring, now);
  switch (next.name) {
    case "add":
      return "To rotate: `npm run keys -- add`.";
    case "deploy":
      return `Deploy it to every process by ${clock(next.by)}. From ${clock(next.signsFrom)} on it signs, without a restart: run \`npm run register\` then.`;
    case "wait":
      return `Leave the old key in place until ${clock(next.until)}, then \`npm run keys -- retire\`.`;
    case "retire":
      return "The old key is no longer needed: `npm run keys -- retire`.";
  }
}

function clock(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function say(text: string): void {
  (values.print ? process.stderr : process.stdout).write(`${text}\n`);
}
