import { type ParseArgsConfig, parseArgs } from "node:util";
import nextEnv from "@next/env";
import { exitBecause } from "./exit";

/** The file with this machine's own secrets. */
export const SECRETS = ".env.local";

/** Ends this command with one clear explanation. */
export function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/**
 * Begins a command: reads its arguments, and explains any later uncaught error in one sentence. `--help` prints the
 * usage and exits with 0; an unknown argument exits with 2.
 * @param usage The text that `--help` prints.
 * @param mostPositionals How many positional arguments the command accepts.
 */
export function readArguments<const T extends NonNullable<ParseArgsConfig["options"]>>(
  usage: string,
  options: T,
  mostPositionals = 0,
) {
  process.once("uncaughtException", exitBecause);
  const args = process.argv.slice(2);
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  try {
    const read = parseArgs({ args, options, allowPositionals: true });
    const extra = read.positionals[mostPositionals];
    if (extra !== undefined) throw new Error(`Unexpected argument '${extra}'.`);
    return read;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}\n`);
    process.exit(2);
  }
}

/** Reads the same env files as the app, in the same way; variables of this process win. */
export function readEnvFiles(): void {
  const quiet = { info: () => {}, error: () => {} };
  nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV !== "production", quiet);
}

/** For commands beside a running app: without APP_URL the app is on this machine. */
export function readAppSetting(): void {
  readEnvFiles();
  // <sandbox>
  if (process.env.APP_URL) return;
  process.env.POSTHOG_US_URL ||= `http://127.0.0.1:${process.env.SANDBOX_US_PORT ?? 8010}`;
  process.env.POSTHOG_EU_URL ||= `http://127.0.0.1:${process.env.SANDBOX_EU_PORT ?? 8020}`;
  // </sandbox>
}
