/** Extra time to read an answer that arrived while the whole process was paused. */
const GRACE_MS = 100;

/**
 * Runs a function with a signal that fires after a time, as that of `AbortSignal.timeout` does. Its timer ends with
 * the function: otherwise thousands are alive under load, each with the async context of a request that has ended.
 * @param run Must stop when the signal fires.
 */
export async function withTimeLimit<T>(
  milliseconds: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const abort = () => limit.abort(new DOMException("The time limit is over.", "TimeoutError"));
  // Two timers, so that data waiting in the socket is read between them.
  const nearlyOver = () => {
    timer = setTimeout(abort, GRACE_MS);
  };
  let timer = setTimeout(nearlyOver, Math.max(0, milliseconds - GRACE_MS));
  try {
    return await run(limit.signal);
  } finally {
    clearTimeout(timer);
  }
}
