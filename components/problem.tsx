import type { Failure } from "@/lib/platform/failure";
import { RetryCountdown } from "./retry-countdown";

interface ProblemProps {
  readonly failure: Omit<Failure, "ok" | "code">;
  /** The project's ordinary URL, offered while the project still exists. */
  readonly projectUrl?: string | undefined;
}

/** Says what happened and what to do, in our words and PostHog's; announced to screen readers. */
export function Problem({ failure, projectUrl }: ProblemProps) {
  const { message, retryAfterSeconds, detail, attr } = failure;
  return (
    <div role="alert" className="callout space-y-1 bg-danger-soft text-left">
      <p className="font-semibold text-danger">{message.title}</p>
      <p>{message.body}</p>
      {detail ? (
        <p className="break-words">
          PostHog says{attr ? ` about ${attr}` : ""}: “{detail}”
        </p>
      ) : null}
      <p>{message.next}</p>
      {retryAfterSeconds === undefined ? null : <RetryCountdown seconds={retryAfterSeconds} />}
      {projectUrl && !message.projectGone ? (
        <p>
          <a href={projectUrl} rel="noreferrer">
            Open the project in PostHog without the one-click link
          </a>
        </p>
      ) : null}
    </div>
  );
}
