import { AsyncLocalStorage } from "node:async_hooks";

// A timer holds on to everything that belongs to the request in which it was set, until it rings: for many seconds,
// what was needed for a tenth of one. This is outside of any request.
const outside = AsyncLocalStorage.snapshot();

/** `AbortSignal.timeout`, which keeps nothing else in memory while it waits. */
export const timeLimit = (milliseconds: number): AbortSignal =>
  outside(() => AbortSignal.timeout(milliseconds));
