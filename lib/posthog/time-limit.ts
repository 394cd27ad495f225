import { AsyncLocalStorage } from "node:async_hooks";

// A timer keeps the async context of the request that set it in memory until it fires: seconds, for a request that
// took a tenth of one. This context belongs to no request.
const outside = AsyncLocalStorage.snapshot();

/** `AbortSignal.timeout` that keeps no request's context in memory while it waits. */
export const timeLimit = (milliseconds: number): AbortSignal =>
  outside(() => AbortSignal.timeout(milliseconds));
