import { AppError, type Message } from "../platform/failure";
import { PostHogError } from "../posthog/errors";
import { posthogMessages } from "./posthog-messages";

/**
 * Describes a refusal or failure in the words that a person would see.
 * @throws any other error, because that is a defect.
 */
export function describeError(error: unknown): Message {
  if (error instanceof AppError) return error.words;
  if (!(error instanceof PostHogError)) throw error;
  const { title, ...message } = posthogMessages[error.code];
  return { title: `${title} (${error.details.detail ?? error.code})`, ...message };
}
