import { format } from "node:util";
import type { Instrumentation } from "next";
import { log } from "./log";
import { currentRequestId } from "./request";

/**
 * Logs a defect as one JSON line with its request. Query strings are removed: a callback's contains a code.
 */
export const logRequestError: Instrumentation.onRequestError = (
  error,
  { path, method },
  { routePath, routeType },
) => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  log().error(
    {
      path: withoutQueries(path),
      method,
      route: routePath,
      routeType,
      digest,
      error: name,
      stack: withoutQueries(stack ?? message),
    },
    "a request failed",
  );
};

/** Logs what Next and libraries print to the console as JSON lines too, each error once. */
export function logConsole(): void {
  const write =
    (level: "error" | "warn") =>
    (...values: unknown[]) => {
      if (!isRequestError(values)) log()[level]({ source: "console" }, withoutQueries(format(...values)));
    };
  console.error = write("error");
  console.warn = write("warn");
}

// Next prints a request's error after this mark, and also passes it to `logRequestError`, with more about the request.
const isRequestError = ([mark, error]: unknown[]): boolean =>
  currentRequestId() !== undefined && String(mark).includes("⨯") && error instanceof Error;

const withoutQueries = (text: string): string => text.replace(/\?\S*/g, "");
