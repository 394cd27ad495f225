import { z } from "zod";
import { signingKeysSchema } from "./partner/signing-keys";
import { type Region, regionSchema } from "./posthog/regions";

const MISSING = "is missing; `npm run setup` makes one";
const LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

export const originSchema = z
  .url({ protocol: /^https?$/, error: "must be an http or https address" })
  .refine(
    (value) => new URL(value).pathname === "/" && !new URL(value).search,
    "must be an origin, without a path",
  )
  .transform((value) => new URL(value).origin);

const posthogOrigin = originSchema.refine(
  (value) => value.startsWith("https:") || isLoopback(value),
  "must be https (plain http only for a sandbox on this machine)",
);

// 32 bytes are 43 characters of base64url.
const encryptionKeys = z
  .string(MISSING)
  .transform((value) => value.split(",").map((entry) => entry.trim()))
  .refine(
    (entries) => entries.every((entry) => /^[\w-]{1,32}:[\w-]{43}$/.test(entry)),
    "must look like `id:key,id:key`, every key 32 bytes in base64url",
  )
  .transform((entries) => entries.map(readKey))
  .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, "two keys share one id");

const operators = z
  .string()
  .default("")
  .transform((value) =>
    value
      .toLowerCase()
      .split(",")
      .map((entry) => entry.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.email("must be e-mail addresses, separated by commas")));

function readKey(entry: string): { kid: string; key: Uint8Array } {
  const [kid = "", key = ""] = entry.split(":");
  return { kid, key: Uint8Array.from(Buffer.from(key, "base64url")) };
}

const variables = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
    PORT: z.coerce.number().int().min(1).max(65535).default(3000),
    APP_URL: originSchema.optional(),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgresql:// address" }).optional(),
    DATA_DIR: z.string().default(".data"),
    AUTH_SECRET: z.string(MISSING).min(32, "must have at least 32 characters"),
    ENCRYPTION_KEYS: encryptionKeys,
    SIGNING_KEYS: signingKeysSchema.default([]),
    POSTHOG_US_URL: posthogOrigin.default("https://us.posthog.com"),
    POSTHOG_EU_URL: posthogOrigin.default("https://eu.posthog.com"),
    POSTHOG_TIMEOUT_MS: z.coerce.number().int().min(100).max(10_000).default(10_000),
    ALLOW_SANDBOX: z.enum(["0", "1"]).default("0"),
    OPERATORS: operators,
    POSTHOG_PARTNER_API_KEY: z
      .string()
      .regex(/^phx_\w+$/, "must be a personal API key, phx_…")
      .optional(),
    POSTHOG_PARTNER_ORGANIZATION_ID: z.uuid("must be a UUID").optional(),
    POSTHOG_PARTNER_REGION: regionSchema.optional(),
    POSTHOG_VERIFICATION_TOKEN: z
      .string()
      .regex(/^phvt_\w+$/, "must be a verification token, phvt_…")
      .optional(),
    GITHUB_ID: z.string().optional(),
    GITHUB_SECRET: z.string().optional(),
    GOOGLE_CLIENT_ID: z.string().optional(),
    GOOGLE_CLIENT_SECRET: z.string().optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: z
      .url({ protocol: /^https?$/, error: "must be an http or https address" })
      .optional(),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  })
  .refine(
    ({ POSTHOG_PARTNER_API_KEY: key, POSTHOG_PARTNER_ORGANIZATION_ID: id, POSTHOG_PARTNER_REGION: region }) =>
      [key, id, region].every(Boolean) || ![key, id, region].some(Boolean),
    {
      error:
        "needs POSTHOG_PARTNER_API_KEY, POSTHOG_PARTNER_ORGANIZATION_ID and POSTHOG_PARTNER_REGION together",
      path: ["POSTHOG_PARTNER_API_KEY"],
    },
  )
  .transform((raw) => ({
    production: raw.NODE_ENV === "production",
    /** Where people reach this app. Everything that names an own address starts here, never at a header. */
    appUrl: raw.APP_URL ?? `http://localhost:${raw.PORT}`,
    databaseUrl: raw.DATABASE_URL,
    dataDir: raw.DATA_DIR,
    authSecret: raw.AUTH_SECRET,
    encryptionKeys: raw.ENCRYPTION_KEYS,
    /** With none of them in use, this client is public. */
    signingKeys: raw.SIGNING_KEYS,
    posthogUrls: { US: raw.POSTHOG_US_URL, EU: raw.POSTHOG_EU_URL } satisfies Record<Region, string>,
    /** Longest wait for one answer of PostHog's. */
    posthogTimeoutMs: raw.POSTHOG_TIMEOUT_MS,
    /** PostHog is the local stand-in: both regions are on this machine. */
    sandbox: isLoopback(raw.POSTHOG_US_URL) && isLoopback(raw.POSTHOG_EU_URL),
    sandboxAllowed: raw.ALLOW_SANDBOX === "1",
    /** Verified e-mail addresses of the partner's own people, in lower case. */
    operators: raw.OPERATORS,
    /** With which verification tokens are managed, and nothing else is done. */
    partner:
      raw.POSTHOG_PARTNER_API_KEY && raw.POSTHOG_PARTNER_ORGANIZATION_ID && raw.POSTHOG_PARTNER_REGION
        ? {
            credential: raw.POSTHOG_PARTNER_API_KEY,
            organizationId: raw.POSTHOG_PARTNER_ORGANIZATION_ID,
            region: raw.POSTHOG_PARTNER_REGION,
          }
        : undefined,
    /** Goes before the one that /partner keeps. */
    verificationToken: raw.POSTHOG_VERIFICATION_TOKEN,
    github: credentials(raw.GITHUB_ID, raw.GITHUB_SECRET),
    google: credentials(raw.GOOGLE_CLIENT_ID, raw.GOOGLE_CLIENT_SECRET),
    /** Somebody collects traces. */
    traced: raw.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
    logLevel: raw.LOG_LEVEL,
  }));

export type Env = z.output<typeof variables>;

let loaded: Env | undefined;

/**
 * The configuration, read once.
 * @throws {ConfigurationError} listing everything that is wrong with it.
 */
export function env(): Env {
  loaded ??= readEnv(process.env);
  return loaded;
}

export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/** @throws {ConfigurationError} one line per problem; values are never repeated. */
export function readEnv(source: Record<string, string | undefined>): Env {
  // An empty variable counts as absent: that is what env files and containers make of `NAME=`.
  const present = Object.entries(source).filter(([, value]) => value !== "");
  const parsed = variables.safeParse(Object.fromEntries(present));
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      (issue) => `  ${issue.path.join(".") || "environment"}: ${issue.message}`,
    );
    throw new ConfigurationError(`The configuration is not usable:\n${[...new Set(lines)].join("\n")}`);
  }
  const problems = productionProblems(parsed.data);
  if (problems.length > 0) throw new ConfigurationError(problems.join("\n"));
  return parsed.data;
}

function productionProblems(env: Env): string[] {
  if (!env.production) return [];
  const problems: string[] = [];
  if ((isLoopback(env.posthogUrls.US) || isLoopback(env.posthogUrls.EU)) && !env.sandboxAllowed) {
    problems.push(
      "PostHog is a sandbox on this machine: set ALLOW_SANDBOX=1 to run production code against it.",
    );
  }
  // Sign-in by a typed address proves nothing; it exists for the sandbox alone.
  if (!env.sandbox && !env.github && !env.google) {
    problems.push(
      "Nobody could sign in: set GITHUB_ID and GITHUB_SECRET, or GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.",
    );
  }
  if (!env.sandbox && !env.appUrl.startsWith("https:")) {
    problems.push("APP_URL must be https: PostHog fetches the client metadata document from it.");
  }
  return problems;
}

function credentials(id: string | undefined, secret: string | undefined) {
  return id && secret ? { clientId: id, clientSecret: secret } : undefined;
}

/** Whether an address is on this very machine. */
export function isLoopback(url: string): boolean {
  return LOOPBACK_HOSTS.includes(new URL(url).hostname);
}
