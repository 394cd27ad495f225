import { AsyncLocalStorage } from "node:async_hooks";

const deadlines = new AsyncLocalStorage<number>();

/** Gives everything that `work` asks of PostHog this long, all calls and retries together. */
export function withDeadline<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  return deadlines.run(Date.now() + milliseconds, work);
}

/** When what is being done now has to end, in milliseconds since the epoch; undefined where it may take its time. */
export const currentDeadline = (): number | undefined => deadlines.getStore();
