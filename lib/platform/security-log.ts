import { env } from "./env";
import { log } from "./log";
import { currentAddress } from "./request";

/** What a security team watches for. The ids are an interface: alerts are built on them. */
export type SecurityEvent =
  | "sign_in"
  | "sign_in_refused"
  | "sign_out"
  | "sign_out_everywhere"
  | "provider_linked"
  | "operator_pinned"
  | "session_refused"
  | "foreign_origin"
  | "limit_hit"
  | "operator_page_opened"
  | "operator_action"
  | "key_created"
  | "key_changed"
  | "key_rotated"
  | "key_revoked"
  | "connection_made"
  | "connection_ended";

let logger: ReturnType<typeof createLogger> | undefined;

// Unlike other lines, these are written at every level but `silent`: a quiet log must still report an attack.
const createLogger = () => log().child({}, { level: env().logLevel === "silent" ? "silent" : "info" });

/**
 * Writes one JSON line: the event, who, from which address, in which request.
 * @param user The id of the user's row; null when no one is signed in.
 * @param details More ids and codes. Never a secret, an e-mail address, or what someone typed.
 */
export function logSecurityEvent(
  event: SecurityEvent,
  user: string | null,
  details: Readonly<Record<string, string>> = {},
): void {
  logger ??= createLogger();
  logger.info({ ...details, event, user, address: currentAddress() ?? null }, "security");
}
