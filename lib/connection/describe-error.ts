import { AppError, type Message } from "../platform/failure";
import { PostHogError } from "../posthog/errors";
import { posthogMessages } from "./posthog-messages";

/**
 * What was refused or failed, in the words a person would see.
 * @throws what is neither, because that is a defect.
 */
export function describeError(error: unknown): Message {
  if (error instanceof AppError) return error.words;
  if (!(error instanceof PostHogError)) throw error;
  const { title, ...message } = posthogMessages[error.code];
  return { title: `${title} (${error.details.detail ?? error.code})`, ...message };
}
