import { ConfigurationError } from "./configuration";

/**
 * Ends this process because of an error: if it kept running, it would answer every request with an error. A
 * configuration error is explained by its message alone; a defect shows its stack trace at LOG_LEVEL=debug or trace.
 */
export function exitBecause(error: unknown): never {
  process.stderr.write(`\n${explain(error)}\n\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const isDebugged = ["debug", "trace"].includes(process.env.LOG_LEVEL ?? "");
  if (!(error instanceof Error)) return `This failed: ${String(error)}`;
  return isDebugged
    ? `This failed: ${error.stack}`
    : `This failed: ${error.message}\nSet LOG_LEVEL=debug to see the stack trace.`;
}
