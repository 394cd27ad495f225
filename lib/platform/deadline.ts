import { AsyncLocalStorage } from "node:async_hooks";

const deadlines = new AsyncLocalStorage<number>();

/** Sets one deadline for all calls to PostHog in `work`, retries included. */
export function withDeadline<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  return deadlines.run(Date.now() + milliseconds, work);
}

/** The deadline of the current work, in milliseconds since the epoch; undefined if it has none. */
export const currentDeadline = (): number | undefined => deadlines.getStore();

/**
 * Waits for work, but only this long; the work continues after that. The timer ends with the wait.
 * @param late Gives the result when the time is over, or throws.
 */
export async function waitAtMost<Result, Late>(
  milliseconds: number,
  work: Promise<Result>,
  late: () => Late,
): Promise<Result | Late> {
  let timer: NodeJS.Timeout | undefined;
  const isOver = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, milliseconds)).unref();
  });
  try {
    return await Promise.race([work, isOver.then(late)]);
  } finally {
    clearTimeout(timer);
  }
}
