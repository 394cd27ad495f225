import type { Instrumentation } from "next";

/** Runs once before the server answers. On invalid configuration the app exits and lists every problem. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startApp } = await import("./instrumentation-node");
  await startApp();
}

/** Next calls this with each error that no code of ours has caught. */
export const onRequestError: Instrumentation.onRequestError = async (...failure) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logRequestError } = await import("./lib/platform/request-errors");
  await logRequestError(...failure);
};
