import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  type IPolicy,
  retry,
  TaskCancelledError,
  wrap,
} from "cockatiel";
import { PostHogError } from "./errors.ts";
import type { Region } from "./regions.ts";

export interface Resilience {
  /**
   * Runs one call to a region, with retries if it is idempotent. After repeated failures the region's circuit
   * breaker opens for a while, and calls fail at once instead of waiting for the time limit.
   * @throws {PostHogError} `unavailable` while the breaker is open, `timeout` once the signal has fired.
   */
  run<T>(region: Region, idempotent: boolean, call: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

const MAX_RETRIES = 2;
const FIRST_PAUSE_MS = 200;
/** A person is waiting: a longer `Retry-After` becomes part of the failure instead of a pause. */
const LONGEST_RETRY_AFTER_SECONDS = 2;
const FAILURES_UNTIL_OPEN = 5;
const OPEN_FOR_MS = 10_000;

export function createResilience(): Resilience {
  const policies = { US: createPolicies(), EU: createPolicies() };
  return {
    async run(region, idempotent, call, signal) {
      try {
        return await policies[region][idempotent ? "retrying" : "single"].execute(() => {
          // A pause may outlast the deadline. A refresh sent after that would use up its token and lose the answer.
          if (signal?.aborted) throw new TaskCancelledError();
          return call();
        }, signal);
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw new PostHogError("unavailable");
        if (error instanceof TaskCancelledError) throw new PostHogError("timeout");
        throw error;
      }
    },
  };
}

function createPolicies(): Record<"retrying" | "single", IPolicy> {
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: OPEN_FOR_MS,
    breaker: new ConsecutiveBreaker(FAILURES_UNTIL_OPEN),
  });
  const retries = retry(handleWhen(isTransient), {
    maxAttempts: MAX_RETRIES,
    backoff: new DelegateBackoff(pause),
  });
  return { retrying: wrap(retries, breaker), single: breaker };
}

// Exponential with full jitter, so that clients that failed together do not retry together.
function pause({ attempt, result }: { attempt: number; result: object }): number {
  const error = "error" in result ? result.error : undefined;
  const asked = error instanceof PostHogError ? (error.details.retryAfterSeconds ?? 0) * 1000 : 0;
  return asked + Math.random() * FIRST_PAUSE_MS * 2 ** (attempt - 1);
}

/** The region itself fails: no answer, or a 5xx. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof PostHogError)) return false;
  // A management API's 500 is about one request, and must not open the breaker for everyone: PostHog answers 500
  // for a proxy domain that another organization has.
  if (error.code === "server_error") return false;
  return error.code === "network" || error.code === "timeout" || (error.details.status ?? 0) >= 500;
}

function isTransient(error: unknown): boolean {
  if (!(error instanceof PostHogError)) return false;
  const { status = 0, retryAfterSeconds = 0 } = error.details;
  if (retryAfterSeconds > LONGEST_RETRY_AFTER_SECONDS) return false;
  return isOutage(error) || status >= 500 || [408, 425, 429].includes(status);
}
