import { AsyncLocalStorage } from "node:async_hooks";

// A timer keeps the async context of the request that set it in memory until it fires, which may be long after the
// request ended. This context belongs to no request.
const outside = AsyncLocalStorage.snapshot();

/** After a pause of the whole process, the time to read an answer that arrived meanwhile. */
const GRACE_MS = 100;

/** Like `AbortSignal.timeout`, but keeps no request's context in memory, and tolerates a pause of the process. */
export function timeLimit(milliseconds: number): AbortSignal {
  const limit = new AbortController();
  const abort = () => limit.abort(new DOMException("The time limit is over.", "TimeoutError"));
  // Two timers, so that data waiting in the socket is read between them.
  const nearlyOver = () => setTimeout(abort, GRACE_MS).unref();
  outside(() => setTimeout(nearlyOver, Math.max(0, milliseconds - GRACE_MS)).unref());
  return limit.signal;
}
