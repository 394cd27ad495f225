import { AsyncLocalStorage } from "node:async_hooks";

const deadlines = new AsyncLocalStorage<number>();

/** Sets one deadline for all calls to PostHog in `work`, retries included. */
export function withDeadline<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  return deadlines.run(Date.now() + milliseconds, work);
}

/** The deadline of the current work, in milliseconds since the epoch; undefined if it has none. */
export const currentDeadline = (): number | undefined => deadlines.getStore();
