import { AsyncLocalStorage } from "node:async_hooks";

// A timer keeps the async context of the request that set it in memory until it fires: seconds, for a request that
// took a tenth of one. This context belongs to no request.
const outside = AsyncLocalStorage.snapshot();

/** After a pause of the whole process, an answer that came meanwhile is read before its time is over. */
const GRACE_MS = 100;

/** `AbortSignal.timeout` that keeps no request's context in memory while it waits, and survives a pause. */
export function timeLimit(milliseconds: number): AbortSignal {
  const limit = new AbortController();
  const abort = () => limit.abort(new DOMException("The time limit is over.", "TimeoutError"));
  // Two timers: what lies in the socket is read between them.
  const nearlyOver = () => setTimeout(abort, GRACE_MS).unref();
  outside(() => setTimeout(nearlyOver, Math.max(0, milliseconds - GRACE_MS)).unref());
  return limit.signal;
}
