import { newSigningKey } from "../../support/signing-keys";
import { makeTempFolder } from "../../support/temp-folder";

const NEW_KEY = Buffer.alloc(32, 2);
export const OLD_KEY = Buffer.alloc(32, 1);
export const SIGNING_KID = "present";
export const OPERATOR = "operator@example.org";

/** Tests use this folder and never the working copy's: those with a database delete its users. */
export const DATA_DIR = makeTempFolder();

/**
 * Sets what the app reads from its environment, the same for every test: the app reads its configuration once per
 * process, and test files share processes.
 */
export function setTestEnvironment(): void {
  process.env.AUTH_SECRET = "x".repeat(32);
  process.env.ENCRYPTION_KEYS = `new:${NEW_KEY.toString("base64url")},old:${OLD_KEY.toString("base64url")}`;
  process.env.SIGNING_KEYS ??= JSON.stringify([
    { ...newSigningKey("next"), use_from: "2100-01-01T00:00:00Z" },
    newSigningKey(SIGNING_KID),
  ]);
  process.env.OPERATORS = OPERATOR;
  process.env.DATABASE_URL = "";
  process.env.DATA_DIR = DATA_DIR;
  process.env.LOG_LEVEL = "silent";
}
