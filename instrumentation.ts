/** Runs once before the server answers. On invalid configuration the app exits and lists every problem. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startApp } = await import("./instrumentation-node");
  await startApp();
}
