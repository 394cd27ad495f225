import { existsSync } from "node:fs";

/** The file with this machine's own secrets. */
export const SECRETS = ".env.local";

/** Ends this command with one clear explanation. */
export function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

export function loadSecrets(): void {
  if (existsSync(SECRETS)) process.loadEnvFile(SECRETS);
}

/** For commands beside a running app: without APP_URL the app is on this machine. */
export function readAppSetting(): void {
  loadSecrets();
  // <sandbox>
  if (process.env.APP_URL) return;
  process.env.POSTHOG_US_URL ||= `http://127.0.0.1:${process.env.SANDBOX_US_PORT ?? 8010}`;
  process.env.POSTHOG_EU_URL ||= `http://127.0.0.1:${process.env.SANDBOX_EU_PORT ?? 8020}`;
  // </sandbox>
}
