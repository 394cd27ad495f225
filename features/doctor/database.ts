import { ConfigurationError } from "@/lib/platform/configuration";
import { describeServer } from "@/lib/platform/database-address";
import { db, openDatabase } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { type Finding, failed, passed, unproved } from "@/lib/platform/finding";
import { findMissingMigrations } from "@/lib/platform/migrations";

const SUBJECT = "Database";

/** Whether the database answers, has every table and can be written. If so, it is open afterwards. */
export async function checkDatabase(): Promise<Finding> {
  const { databaseUrl } = env();
  try {
    await openDatabase();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    if (error.message.includes("open in another process")) {
      return unproved(SUBJECT, "The embedded one is open in the app, so only the app can read it.");
    }
    return failed(SUBJECT, error.message, "Correct it, for the app and for this command.");
  }
  const missing = await findMissingMigrations(db());
  if (missing.length > 0) {
    return failed(SUBJECT, `It lacks the migrations ${missing.join(", ")}.`, "Run `npm run db:migrate`.");
  }
  return passed(
    SUBJECT,
    `${databaseUrl ? describeServer(databaseUrl) : "The embedded one"} can be written and has every migration.`,
  );
}
