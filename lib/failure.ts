import { log } from "./log";
import { PostHogError, type PostHogErrorCode } from "./posthog/errors";

/** What can go wrong on our own side of the wire. */
export type AppErrorCode =
  | "callback_code_missing"
  | "domain_invalid"
  | "domain_likely_blocked"
  | "domain_missing"
  | "domain_wildcard"
  | "domain_with_protocol"
  | "event_not_sent"
  | "flow_expired"
  | "flow_of_another_user"
  | "flow_unknown"
  | "foreign_origin"
  | "invalid_input"
  | "not_connected"
  | "organization_unknown"
  | "personal_api_key_malformed"
  | "personal_api_key_needed"
  | "personal_api_key_refused"
  | "partner_key_missing"
  | "partner_key_refused"
  | "partner_organization_unknown"
  | "project_not_ready"
  | "proxy_domain_refused"
  | "proxy_exists"
  | "proxy_gone"
  | "reconnect_required"
  | "rotation_answer_lost"
  | "secret_key_gone"
  | "secret_key_label_taken"
  | "secret_key_roll_lost"
  | "secret_key_value_lost"
  | "signed_out"
  | "slow_down"
  | "tokens_unreadable"
  | "verification_token_lost";

export type ErrorCode = AppErrorCode | PostHogErrorCode;

export interface Failure {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly retryAfterSeconds?: number;
  /** PostHog's request id, for a support ticket. */
  readonly requestId?: string;
  /** PostHog's own sentence, where it has one for the person. */
  readonly detail?: string;
  /** The field that the sentence is about. */
  readonly attr?: string;
}

export type Result<T = undefined> = { readonly ok: true; readonly value: T } | Failure;

/** An expected refusal of this app; anything else that is thrown is a defect and stays one. */
export class AppError extends Error {
  override readonly name = "AppError";
  constructor(
    readonly code: AppErrorCode,
    readonly retryAfterSeconds?: number,
  ) {
    super(code);
  }
}

/** Runs `work` and turns the expected errors into a `Failure`, logged without anything secret. */
export async function attempt<T>(what: string, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof PostHogError) {
      const { status, retryAfterSeconds, requestId } = error.details;
      log().warn(
        { what, reason: error.code, status, retryAfterSeconds, posthogRequestId: requestId },
        "PostHog refused or failed",
      );
      return failed(error.code, error.details);
    }
    if (error instanceof AppError) {
      log().info({ what, reason: error.code }, "refused");
      return failed(error.code, error);
    }
    throw error;
  }
}

// Field by field: what is thrown has more to it than the browser may see.
function failed(code: ErrorCode, details: Omit<Failure, "ok" | "code">): Failure {
  const { retryAfterSeconds, requestId, detail, attr } = details;
  return { ok: false, code, retryAfterSeconds, requestId, detail, attr };
}
