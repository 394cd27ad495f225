import { log } from "./log";
import type { messages } from "./messages";
import { PostHogError, type PostHogErrorCode } from "./posthog/errors";

/** Everything that can go wrong: it has words, or does not compile. */
export type ErrorCode = keyof typeof messages;

/** Of what PostHog answered, as much as the browser may see. */
export interface Failure extends Omit<PostHogError["details"], "status"> {
  readonly ok: false;
  readonly code: ErrorCode;
}

export type Result<T = undefined> = { readonly ok: true; readonly value: T } | Failure;

/** An expected refusal of this app; anything else that is thrown is a defect and stays one. */
export class AppError extends Error {
  override readonly name = "AppError";
  constructor(
    readonly code: Exclude<ErrorCode, PostHogErrorCode>,
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
