import { isIP } from "node:net";
import { z } from "zod";
import { type Configuration, defineConfiguration, MISSING } from "./configuration";
import { findDatabaseTlsProblem } from "./database-tls";
import { isLoopback, originSchema, secureOriginSchema } from "./origins";

const variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  HOSTNAME: z.string().optional(),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  APP_URL: originSchema.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgresql:// address" }).optional(),
  DATA_DIR: z.string().default(".data"),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z
    .base64()
    .refine((key) => Buffer.from(key, "base64").length === 32, "must be 32 bytes in base64")
    .optional(),
  AUTH_SECRET: z.string(MISSING).min(32, "must have at least 32 characters"),
  POSTHOG_US_URL: secureOriginSchema.default("https://us.posthog.com"),
  POSTHOG_EU_URL: secureOriginSchema.default("https://eu.posthog.com"),
  POSTHOG_TIMEOUT_MS: z.coerce.number().int().min(100).max(10_000).default(10_000),
  ALLOW_SANDBOX: z.enum(["0", "1"]).default("0"),
  HSTS_INCLUDE_SUBDOMAINS: z.enum(["0", "1"]).default("0"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: "must be an http or https address" })
    .optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

const schema = variables.transform((raw) => ({
  production: raw.NODE_ENV === "production",
  /** Where people reach this app. Every address of its own starts with it, never with a request header. */
  appUrl: raw.APP_URL ?? `http://localhost:${raw.PORT}`,
  /** The address to listen on, where one is given. Shells and containers put the machine's name there. */
  listenAddress: raw.HOSTNAME && isIP(raw.HOSTNAME) ? raw.HOSTNAME : undefined,
  databaseUrl: raw.DATABASE_URL,
  dataDir: raw.DATA_DIR,
  /** Next reads it at build time: the ids of server actions depend on it. */
  actionKey: raw.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY,
  authSecret: raw.AUTH_SECRET,
  posthogUrls: { US: raw.POSTHOG_US_URL, EU: raw.POSTHOG_EU_URL },
  /** Longest wait for one answer of PostHog. */
  posthogTimeoutMs: raw.POSTHOG_TIMEOUT_MS,
  /** PostHog is the local stand-in: both regions are on this machine. */
  sandbox: isLoopback(raw.POSTHOG_US_URL) && isLoopback(raw.POSTHOG_EU_URL),
  sandboxAllowed: raw.ALLOW_SANDBOX === "1",
  /** Browsers use https for every subdomain of the app's host, too. */
  hstsIncludesSubdomains: raw.HSTS_INCLUDE_SUBDOMAINS === "1",
  /** A collector receives traces. */
  traced: raw.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
  logLevel: raw.LOG_LEVEL,
}));

export type Env = z.output<typeof schema>;

/** The configuration that every room needs; each room defines the rest of what it reads. */
export const env: Configuration<Env> = defineConfiguration(schema, (value) => {
  const tlsProblem = value.databaseUrl && findDatabaseTlsProblem(value.databaseUrl);
  const problems = tlsProblem ? [tlsProblem] : [];
  if (!value.production) return problems;
  const { US, EU } = value.posthogUrls;
  return [
    ...problems,
    ...((isLoopback(US) || isLoopback(EU)) && !value.sandboxAllowed
      ? ["PostHog is a sandbox on this machine: set ALLOW_SANDBOX=1 to run production code against it."]
      : []),
    ...(!value.sandbox && !value.appUrl.startsWith("https:")
      ? ["APP_URL must be https: PostHog fetches the client metadata document from it."]
      : []),
  ];
});
