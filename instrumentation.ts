import type { Instrumentation } from "next";

/** Runs once before the server answers. When anything about the start fails, the process ends and says why. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  try {
    const { startApp } = await import("./instrumentation-node");
    await startApp();
  } catch (error) {
    // Next would keep the process and answer every request with 500.
    (await import("./lib/platform/exit")).exitBecause(error);
  }
}

/** Next calls this with each error that no code of ours has caught. */
export const onRequestError: Instrumentation.onRequestError = async (...failure) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logRequestError } = await import("./lib/platform/request-errors");
  await logRequestError(...failure);
};
