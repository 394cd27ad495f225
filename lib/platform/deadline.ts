import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { outliveAnswer } from "./outlive";

const deadlines = new AsyncLocalStorage<number>();

/** Gives everything that `work` asks of PostHog this long, all calls and retries together. */
export function withDeadline<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  return deadlines.run(Date.now() + milliseconds, work);
}

/** When what is being done now has to end, in milliseconds since the epoch; undefined where it may take its time. */
export const currentDeadline = (): number | undefined => deadlines.getStore();

/**
 * Waits for work that has to be finished whether or not someone waits for it.
 * @param milliseconds How long to wait, and no longer than the current deadline; the work goes on after that.
 * @param late What is thrown then.
 */
export function waitFor<T>(work: Promise<T>, milliseconds: number, late: () => Error): Promise<T> {
  outliveAnswer(work.catch(() => {}));
  const left = Math.min(milliseconds, (currentDeadline() ?? Number.POSITIVE_INFINITY) - Date.now());
  const patience = sleep(Math.max(0, left), undefined, { ref: false }).then(() => Promise.reject(late()));
  return Promise.race([work, patience]);
}
