import { pino } from "pino";
import { env } from "./env";
import { currentRequestId } from "./request";

/** Keys whose values never reach a log line, wherever they appear. */
const SECRET_KEYS = [
  "accessToken",
  "access_token",
  "authorization",
  "code",
  "codeVerifier",
  "code_verifier",
  "cookie",
  "email",
  "refreshToken",
  "refresh_token",
  "state",
  "token",
  "url",
];

let logger: ReturnType<typeof createLogger> | undefined;

function createLogger() {
  return pino({
    level: env().logLevel,
    mixin: () => {
      const requestId = currentRequestId();
      return requestId ? { requestId } : {};
    },
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[redacted]" },
  });
}

/**
 * Ignores EPIPE on the log's streams: when the process that reads the log is gone, each failed write would be
 * logged, which fails again, and so on forever.
 */
export function ignoreBrokenLogPipe(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

/** Writes JSON lines to standard output. Log what happened (`hasState`), never the value it happened with. */
export function log() {
  logger ??= createLogger();
  return logger;
}
