import type { Failure } from "@/lib/failure";
import { messages } from "@/lib/messages";
import { RetryCountdown } from "./retry-countdown";

interface ProblemProps {
  readonly failure: Omit<Failure, "ok">;
  /** The project's ordinary address, offered where the one-click link is refused. */
  readonly projectUrl?: string | undefined;
}

/** Says what happened and what to do, in our words and PostHog's; announced to screen readers. */
export function Problem({ failure, projectUrl }: ProblemProps) {
  const { title, body, next } = messages[failure.code];
  const { retryAfterSeconds, detail, attr } = failure;
  return (
    <div role="alert" className="mt-4 space-y-1 rounded-xl bg-danger-soft p-4 text-left">
      <p className="font-semibold text-danger">{title}</p>
      <p>{body}</p>
      {detail ? (
        <p className="break-words">
          PostHog says{attr ? ` about ${attr}` : ""}: “{detail}”
        </p>
      ) : null}
      <p>{next}</p>
      {retryAfterSeconds === undefined ? null : <RetryCountdown seconds={retryAfterSeconds} />}
      {projectUrl && failure.code.startsWith("deep_links_") ? (
        <p>
          <a href={projectUrl} rel="noreferrer">
            Open the project in PostHog without the one-click link
          </a>
        </p>
      ) : null}
    </div>
  );
}
