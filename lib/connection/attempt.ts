import { AppError, type Failure, type Result } from "../platform/failure";
import { log } from "../platform/log";
import { PostHogError } from "../posthog/errors";
import { recordFailure } from "./activity";
import { posthogMessages } from "./posthog-messages";

/**
 * Runs `work` and turns expected errors into a `Failure`, which is logged without secrets.
 * @param action The id of the action, for the log.
 */
export async function attempt<T>(action: string, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof PostHogError) return posthogFailure(action, error);
    if (!(error instanceof AppError)) throw error;
    const { code, words: message, retryAfterSeconds } = error;
    log().info({ action, reason: code }, "refused");
    return { ok: false, code, message, retryAfterSeconds };
  }
}

/** The code of a thrown error. */
export const codeOf = (error: unknown): string =>
  error instanceof PostHogError || error instanceof AppError ? error.code : "unknown_error";

function posthogFailure(action: string, { code, details }: PostHogError): Failure {
  const { status, retryAfterSeconds, requestId, detail, attr } = details;
  log().warn(
    { action, reason: code, status, retryAfterSeconds, posthogRequestId: requestId },
    "PostHog refused or failed",
  );
  return { ok: false, code, message: posthogMessages[code], retryAfterSeconds, requestId, detail, attr };
}

/**
 * Handles the expected errors of a server action, for `withUser`: turns them into results, and records them in the
 * person's activity under the id of the action.
 */
export const recorded = (name: string) => ({
  name,
  async attempt<T>(userId: string | null, work: () => Promise<T>): Promise<Result<T>> {
    const result = await attempt(name, work);
    if (userId && !result.ok) await recordFailure(userId, name, result);
    return result;
  },
});
