import { randomBytes } from "node:crypto";
import { configuration } from "../../../features";
import type { Variables } from "../../../lib/platform/configuration";
import { requireConfiguration } from "../../../lib/platform/requirement";

const newSecret = (): string => randomBytes(32).toString("base64url");

/** Variables that every part of the configuration accepts. */
export const USABLE: Variables = {
  AUTH_SECRET: newSecret(),
  ENCRYPTION_KEYS: `k1:${newSecret()}`,
  GITHUB_ID: "id",
  GITHUB_SECRET: "secret",
};

/** Runs the app's checks at its start on these variables instead of this process's own. */
export const checkAtStart = (variables: Variables): void =>
  requireConfiguration(configuration.map((part) => ({ problems: () => part.problems(variables) })));
