import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { type Finding, failed, passed, unproved } from "@/lib/platform/finding";

const SUBJECT = "Build";
const VARIABLE = "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY";
/** Next records the key of the build here, for the server only. */
const RECORD = ".next/server/server-reference-manifest.json";

const recordSchema = z.object({ encryptionKey: z.string() });

/**
 * The key that the build in this folder was made with; null when there is no build.
 * @public Also read by the doctor's tests, which a clone without the sandbox does not have.
 */
export function readBuiltKey(): string | null {
  if (!existsSync(RECORD)) return null;
  return recordSchema.parse(JSON.parse(readFileSync(RECORD, "utf8"))).encryptionKey;
}

/** Whether the build in this folder was made with the configured key, so that other builds accept its pages. */
export function checkBuild(): Finding {
  const built = readBuiltKey();
  if (!built)
    return unproved(SUBJECT, "There is none in this folder. Run the doctor where the app is built.");
  const { actionKey } = env();
  if (!actionKey) {
    return failed(
      SUBJECT,
      `${VARIABLE} is not set, so a page that is open during a deployment stops working.`,
      "Make one with `openssl rand -base64 32`, set it for every build, and build again.",
    );
  }
  return built === actionKey
    ? passed(SUBJECT, `Made with the configured ${VARIABLE}.`)
    : failed(
        SUBJECT,
        `It was made with another ${VARIABLE} than the configured one.`,
        "Build again with it.",
      );
}
