import { ConfigurationError, env } from "../../env";
import { buildClientMetadata } from "../client-metadata";
import { type Finding, failed, passed } from "./finding";

const SUBJECT = "Configuration";
const FEWEST_CHARACTERS = 12;
const FEWEST_BYTES = 12;
const MAKE = "Make one with `openssl rand -base64 32 | tr '+/' '-_' | tr -d '='`.";

/** Whether the configuration is complete, and its secrets are ones that nobody made up by hand. */
export function checkConfiguration(): Finding[] {
  try {
    const { appUrl, signingKeys } = env();
    buildClientMetadata(appUrl, { confidential: signingKeys.length > 0 });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const problems = error.message.split("\n").filter((line) => !line.endsWith(":"));
    return problems.map((problem) =>
      failed(SUBJECT, problem.trim(), "Set it as .env.example says, for the app and for this command."),
    );
  }
  const weak = weakSecrets();
  return weak.length > 0 ? weak : [passed(SUBJECT, "Complete, and its secrets are strong.")];
}

function weakSecrets(): Finding[] {
  const { authSecret, encryptionKeys } = env();
  return [
    ...(new Set(authSecret).size < FEWEST_CHARACTERS
      ? [failed(SUBJECT, "AUTH_SECRET is easy to guess: few different characters.", MAKE)]
      : []),
    ...encryptionKeys
      .filter(({ key }) => new Set(key).size < FEWEST_BYTES)
      .map(({ kid }) =>
        failed(SUBJECT, `ENCRYPTION_KEYS: the key ${kid} is easy to guess: few different bytes.`, MAKE),
      ),
  ];
}
