import { requireUsableIdentity } from "@/lib/identity/client-metadata";
import { type Configuration, ConfigurationError } from "@/lib/platform/configuration";
import { env } from "@/lib/platform/env";
import { type Finding, failed, passed } from "@/lib/platform/finding";
import { findProblems } from "@/lib/platform/requirement";
import { configuredKeys } from "@/lib/tokens/configuration";

const SUBJECT = "Configuration";
const FEWEST_CHARACTERS = 12;
const FEWEST_BYTES = 12;
const MAKE = "Make one with `openssl rand -base64 32 | tr '+/' '-_' | tr -d '='`.";

/** Whether the configuration is complete, and its secrets are random. */
export function checkConfiguration(parts: readonly Configuration<unknown>[]): Finding[] {
  const problems = findProblems(parts);
  if (problems.length === 0) problems.push(...identityProblems());
  if (problems.length > 0) {
    const remedy = "Set it as .env.example says, for the app and for this command.";
    return problems.map((problem) => failed(SUBJECT, problem.trim(), remedy));
  }
  const weak = weakSecrets();
  return weak.length > 0 ? weak : [passed(SUBJECT, "Complete, and its secrets are strong.")];
}

function identityProblems(): string[] {
  try {
    requireUsableIdentity();
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.split("\n").filter((line) => !line.endsWith(":"));
  }
}

function weakSecrets(): Finding[] {
  const { authSecret } = env();
  return [
    ...(new Set(authSecret).size < FEWEST_CHARACTERS
      ? [failed(SUBJECT, "AUTH_SECRET is easy to guess: few different characters.", MAKE)]
      : []),
    ...configuredKeys()
      .filter(({ key }) => new Set(key).size < FEWEST_BYTES)
      .map(({ kid }) =>
        failed(SUBJECT, `ENCRYPTION_KEYS: the key ${kid} is easy to guess: few different bytes.`, MAKE),
      ),
  ];
}
