import { existsSync } from "node:fs";

const SECRETS = ".env.local";

/** For commands beside a running app: without APP_URL the app is on this machine. */
export function readAppSetting(): void {
  if (existsSync(SECRETS)) process.loadEnvFile(SECRETS);
  // <sandbox>
  if (process.env.APP_URL) return;
  process.env.POSTHOG_US_URL ||= `http://127.0.0.1:${process.env.SANDBOX_US_PORT ?? 8010}`;
  process.env.POSTHOG_EU_URL ||= `http://127.0.0.1:${process.env.SANDBOX_EU_PORT ?? 8020}`;
  // </sandbox>
}
