import type { Instrumentation } from "next";

/** Runs once before the server answers requests. If anything fails, the process says why and ends. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  try {
    const { startApp } = await import("./instrumentation-node");
    await startApp();
  } catch (error) {
    // Next would keep the process alive and answer every request with 500.
    (await import("./lib/platform/exit")).exitBecause(error);
  }
}

/** Next calls this with each error that our code has not caught. */
export const onRequestError: Instrumentation.onRequestError = async (...failure) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logRequestError } = await import("./lib/platform/request-errors");
  await logRequestError(...failure);
};
