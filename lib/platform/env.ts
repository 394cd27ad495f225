import { isIP } from "node:net";
import { z } from "zod";
import { type Configuration, defineConfiguration, MISSING } from "./configuration";
import { databaseAddressSchema } from "./database-address";
import { findDatabaseTlsProblem } from "./database-tls";
import { isLoopback, originSchema, secureOriginSchema, webAddressSchema } from "./origins";

const port = z
  .string()
  .regex(/^\d+$/, { error: "must be a whole number, 1 to 65535", abort: true })
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65535, "must be a whole number, 1 to 65535");

const milliseconds = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: `must be a whole number of milliseconds, ${least} to ${most}`, abort: true })
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be ${least} to ${most} milliseconds`)
    .default(most)
    .meta({ example: String(most) });

const flag = z.enum(["0", "1"], "must be 0 or 1").default("0");

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const variables = z.object({
  NODE_ENV: z
    .enum(["development", "production", "test"], "must be development, production or test")
    .default("development")
    .meta({ example: "production" }),
  HOSTNAME: z.string().optional().meta({ example: "127.0.0.1" }),
  PORT: port.default(3000).meta({ example: "3000" }),
  APP_URL: originSchema.optional().meta({ example: "https://app.example.com" }),
  DATABASE_URL: databaseAddressSchema
    .optional()
    .meta({ example: "postgresql://user:password@localhost:5432/burrow" }),
  DATA_DIR: z.string().default(".data").meta({ example: ".data" }),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z
    .base64("must be 32 bytes in base64")
    .refine((key) => Buffer.from(key, "base64").length === 32, "must be 32 bytes in base64")
    .optional()
    .meta({ example: "the output of `openssl rand -base64 32`" }),
  AUTH_SECRET: z
    .string(MISSING)
    .min(32, "must have at least 32 characters")
    .meta({ example: "the output of `openssl rand -hex 32`" }),
  POSTHOG_US_URL: secureOriginSchema
    .default("https://us.posthog.com")
    .meta({ example: "https://us.posthog.com" }),
  POSTHOG_EU_URL: secureOriginSchema
    .default("https://eu.posthog.com")
    .meta({ example: "https://eu.posthog.com" }),
  POSTHOG_TIMEOUT_MS: milliseconds(100, 10_000),
  POSTHOG_REGISTRATION_TIMEOUT_MS: milliseconds(1_000, 60_000),
  ALLOW_EMBEDDED_DATABASE: flag.meta({ example: "1" }),
  ALLOW_SANDBOX: flag.meta({ example: "1" }),
  HSTS_INCLUDE_SUBDOMAINS: flag.meta({ example: "1" }),
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddressSchema.optional().meta({ example: "http://localhost:4318" }),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`)
    .default("info")
    .meta({ example: "info" }),
});

const schema = variables.transform((raw) => ({
  production: raw.NODE_ENV === "production",
  /** Where people reach this app. Its own URLs are all built from this, never from a request header. */
  appUrl: raw.APP_URL ?? `http://localhost:${raw.PORT}`,
  /** The address to listen on, if HOSTNAME is one: shells and containers put the machine's name there. */
  listenAddress: raw.HOSTNAME && isIP(raw.HOSTNAME) ? raw.HOSTNAME : undefined,
  databaseUrl: raw.DATABASE_URL,
  embeddedDatabaseAllowed: raw.ALLOW_EMBEDDED_DATABASE === "1",
  dataDir: raw.DATA_DIR,
  /** Next reads it at build time: the ids of server actions depend on it. */
  actionKey: raw.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY,
  authSecret: raw.AUTH_SECRET,
  posthogUrls: { US: raw.POSTHOG_US_URL, EU: raw.POSTHOG_EU_URL },
  /** Longest wait for one answer from PostHog. */
  posthogTimeoutMs: raw.POSTHOG_TIMEOUT_MS,
  /** Longest wait while PostHog registers this app. */
  posthogRegistrationTimeoutMs: raw.POSTHOG_REGISTRATION_TIMEOUT_MS,
  /** PostHog is the sandbox: both regions are on this machine. */
  sandbox: isLoopback(raw.POSTHOG_US_URL) && isLoopback(raw.POSTHOG_EU_URL),
  sandboxAllowed: raw.ALLOW_SANDBOX === "1",
  /** Browsers use https for every subdomain of the app's host, too. */
  hstsIncludesSubdomains: raw.HSTS_INCLUDE_SUBDOMAINS === "1",
  /** A collector receives traces. */
  traced: raw.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
  logLevel: raw.LOG_LEVEL,
}));

/** Where the database is, which is all that `npm run db:migrate` needs. */
export const databaseConfiguration = defineConfiguration(
  variables
    .pick({ DATABASE_URL: true, DATA_DIR: true })
    .transform((raw) => ({ databaseUrl: raw.DATABASE_URL, dataDir: raw.DATA_DIR })),
);

export type Env = z.output<typeof schema>;

/** The configuration that every room needs; each room defines the rest of what it reads. */
export const env: Configuration<Env> = defineConfiguration(schema, (value) => {
  const tlsProblem = value.databaseUrl && findDatabaseTlsProblem(value.databaseUrl);
  const problems = tlsProblem ? [tlsProblem] : [];
  if (!value.production) return problems;
  const { US, EU } = value.posthogUrls;
  return [
    ...problems,
    ...(!value.databaseUrl && !isLoopback(value.appUrl) && !value.embeddedDatabaseAllowed
      ? [
          "DATABASE_URL: is missing, and this app is public: set DATABASE_URL=postgresql://user:password@localhost:5432/burrow, or ALLOW_EMBEDDED_DATABASE=1 for one process that keeps its data in DATA_DIR",
        ]
      : []),
    ...((isLoopback(US) || isLoopback(EU)) && !value.sandboxAllowed
      ? [
          "ALLOW_SANDBOX: PostHog is a sandbox on this machine; set ALLOW_SANDBOX=1 to run production code against it",
        ]
      : []),
    ...(!value.sandbox && !value.appUrl.startsWith("https:")
      ? [
          "APP_URL: must be https, because PostHog fetches the client metadata document from it, for example APP_URL=https://app.example.com",
        ]
      : []),
  ];
});
