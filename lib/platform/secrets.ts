import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { z } from "zod";
import { defineConfiguration, type Variables } from "./configuration";
import { env } from "./env";

const DEVELOPMENT_FILE = ".env.local";
/** The beginning of the file that `npm run setup` writes. Any other file may hold secrets for production. */
const MADE_BY_SETUP = "# Made for development";

/** A random secret of 32 characters has about twice as many distinct ones, even in hexadecimal. */
const FEWEST_CHARACTERS = 8;
const GUESSABLE = /change.?me|secret|password|example|0123456789/i;

/** Has no variables of its own. Checks the secrets of all parts, in production and not against the sandbox. */
export const secretsConfiguration = defineConfiguration(z.object({}), (_nothing, variables) => {
  const app = env.read(variables);
  return app?.production && !app.sandbox ? findSecretProblems(variables) : [];
});

/**
 * Finds problems with the secrets that protect production: those that are easy to guess, those used twice, and those
 * made for development, which are in a file and in its backups.
 */
function findSecretProblems(variables: Variables): string[] {
  const { AUTH_SECRET = "", ENCRYPTION_KEYS = "" } = variables;
  const secrets = [
    { name: "AUTH_SECRET", value: AUTH_SECRET },
    ...ENCRYPTION_KEYS.split(",").map((entry) => ({
      name: "ENCRYPTION_KEYS",
      value: entry.split(":")[1]?.trim() ?? "",
    })),
  ];
  const values = secrets.map(({ value }) => value);
  const ofDevelopment = readDevelopmentSecrets();
  return secrets.flatMap(({ name, value }, index) => [
    ...(isWeak(value) ? [`${name}: is easy to guess; take 32 random bytes, from \`openssl rand\`.`] : []),
    ...(values.indexOf(value) < index ? [`${name}: repeats another secret; give each its own.`] : []),
    ...(ofDevelopment.includes(value)
      ? [`${name}: was made for development, in ${DEVELOPMENT_FILE}; set another one for production.`]
      : []),
  ]);
}

const isWeak = (secret: string): boolean =>
  new Set(secret).size < FEWEST_CHARACTERS || GUESSABLE.test(secret) || /^(.+?)\1+$/s.test(secret);

function readDevelopmentSecrets(): string[] {
  const text = existsSync(DEVELOPMENT_FILE) ? readFileSync(DEVELOPMENT_FILE, "utf8") : "";
  if (!text.startsWith(MADE_BY_SETUP)) return [];
  const { AUTH_SECRET = "", ENCRYPTION_KEYS = "" } = parseEnv(text);
  return [AUTH_SECRET, ...ENCRYPTION_KEYS.split(",").map((entry) => entry.split(":")[1] ?? "")];
}
