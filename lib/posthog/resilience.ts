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
import { PostHogError } from "./errors";
import type { Region } from "./regions";

/** Whether asking again can do harm: `never` for what is done twice when it is asked twice. */
export type Repeatable = "safely" | "never";

export interface Resilience {
  /**
   * Runs one call to a region. A region that keeps failing is left alone for a while, and its callers are told
   * so at once instead of waiting for the time limit.
   * @throws {PostHogError} `unavailable` while the region is left alone, `timeout` after the signal.
   */
  run<T>(region: Region, repeatable: Repeatable, call: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

const MORE_TRIES = 2;
const FIRST_PAUSE_MS = 200;
/** A person is waiting: a longer `Retry-After` is told to them instead of being sat out. */
const LONGEST_RETRY_AFTER_SECONDS = 2;
const FAILURES_UNTIL_OPEN = 5;
const OPEN_FOR_MS = 10_000;

export function createResilience(): Resilience {
  const policies = { US: createPolicies(), EU: createPolicies() };
  return {
    async run(region, repeatable, call, signal) {
      try {
        return await policies[region][repeatable].execute(call, signal);
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw new PostHogError("unavailable");
        if (error instanceof TaskCancelledError) throw new PostHogError("timeout");
        throw error;
      }
    },
  };
}

function createPolicies(): Record<Repeatable, IPolicy> {
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: OPEN_FOR_MS,
    breaker: new ConsecutiveBreaker(FAILURES_UNTIL_OPEN),
  });
  const retries = retry(handleWhen(isTransient), {
    maxAttempts: MORE_TRIES,
    backoff: new DelegateBackoff(pause),
  });
  return { safely: wrap(retries, breaker), never: breaker };
}

// Exponential with full jitter, so that clients which failed together do not come back together.
function pause({ attempt, result }: { attempt: number; result: object }): number {
  const error = "error" in result ? result.error : undefined;
  const asked = error instanceof PostHogError ? (error.details.retryAfterSeconds ?? 0) * 1000 : 0;
  return asked + Math.random() * FIRST_PAUSE_MS * 2 ** (attempt - 1);
}

/** The region itself is in trouble: no answer, or one that says so. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof PostHogError)) return false;
  // An error that PostHog put into words is about one request: a proxy domain that somebody else has is
  // answered with 500, and must not close the region to everybody.
  if (error.code === "server_error") return false;
  return error.code === "network" || error.code === "timeout" || (error.details.status ?? 0) >= 500;
}

function isTransient(error: unknown): boolean {
  if (!(error instanceof PostHogError)) return false;
  const { status = 0, retryAfterSeconds = 0 } = error.details;
  if (retryAfterSeconds > LONGEST_RETRY_AFTER_SECONDS) return false;
  return isOutage(error) || status >= 500 || [408, 425, 429].includes(status);
}
