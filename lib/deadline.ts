import { AsyncLocalStorage } from "node:async_hooks";
import { timeLimit } from "./posthog/time-limit";

const deadlines = new AsyncLocalStorage<AbortSignal>();

/** Gives everything that `work` asks of PostHog this long, all calls and retries together. */
export function withDeadline<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  return deadlines.run(timeLimit(milliseconds), work);
}

/** The deadline of what is being done now, if it has one. */
export const currentDeadline = (): AbortSignal | undefined => deadlines.getStore();
