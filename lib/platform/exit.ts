import { ConfigurationError } from "./configuration";

/**
 * Ends this process because of what was thrown: a process that lives on would answer every request with an error. A
 * wrong configuration is explained without a stack trace; a defect keeps its own.
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
    : `This failed: ${error.message}\nLOG_LEVEL=debug shows where.`;
}
