import { createHash } from "node:crypto";
import { DatabaseError, type QueryConfig } from "pg";
import { log } from "./log";

/**
 * SQLSTATEs of a prepared statement that was refused, and so did not run: the connection does not have it, has another
 * one of the same name, or a migration has changed its columns.
 */
const REFUSED = /^(26000|42P05|0A000)$/;

/**
 * Has each connection prepare a statement once: PostgreSQL spends more time on planning it than on running it.
 * @param isUseful False behind a pooler in transaction mode, which gives every statement another connection.
 */
export function createPreparing(isUseful: boolean) {
  const names = new Map<string, string>();
  let prepares = isUseful;
  return {
    prepare(text: string, values: unknown[] | undefined): QueryConfig {
      if (!prepares) return { text, values };
      const name = names.get(text) ?? createHash("sha256").update(text).digest("base64url");
      names.set(text, name);
      return { text, values, name };
    },
    /** Whether a statement was refused because it was prepared. If so, no more statements are prepared. */
    wasRefused(error: unknown): boolean {
      const isRefused = error instanceof DatabaseError && REFUSED.test(error.code ?? "");
      if (isRefused && prepares) log().warn({ reason: error.code }, "no more statements are prepared");
      prepares &&= !isRefused;
      return isRefused;
    },
  };
}
