import { z } from "zod";
import type { Exchange } from "./recorder";

/** What an answer may be: a schema for each status that this code knows. */
export type Expectation = Readonly<Record<number, z.ZodType>>;

const text = z.string().min(1);

/** For a body that this code does not read. */
export const anything = z.unknown();

/** A refusal with one of these codes, in any of PostHog's envelopes. */
export const refusal = (...codes: readonly string[]) =>
  z
    .unknown()
    .transform(codeOf)
    .pipe(z.enum(codes, { error: ({ input }) => describeCode(input, codes) }));

export const discoveryDocument = z.object({
  issuer: text,
  authorization_endpoint: text,
  token_endpoint: text,
  revocation_endpoint: text,
  introspection_endpoint: text,
  jwks_uri: text,
  registration_endpoint: text,
  scopes_supported: z.array(z.string()),
  response_types_supported: z.array(z.string()),
  grant_types_supported: z.array(z.string()),
  code_challenge_methods_supported: z.array(z.string()).refine((methods) => methods.includes("S256"), {
    error: "has no S256",
  }),
  client_id_metadata_document_supported: z.literal(true),
});

export const registration = z.object({
  registered: z.literal(true),
  client_type: z.enum(["public", "confidential"]),
  checks: z.array(z.object({ name: text, ok: z.literal(true), detail: z.string() })),
});

export const newAccount = z.object({
  id: text,
  type: z.literal("oauth"),
  oauth: z.object({ code: text }),
});

export const knownAccount = z.object({
  id: text,
  type: z.literal("requires_auth"),
  requires_auth: z.object({ url: z.url() }),
});

export const registering = z.object({ type: z.literal("registering"), retry_after: z.number() });

export const tokens = z.object({
  token_type: z.literal("bearer"),
  access_token: z.string().startsWith("pha_"),
  refresh_token: z.string().startsWith("phr_"),
  expires_in: z.number(),
});

export const tokensWithAccount = tokens.extend({
  account: z.object({
    id: text,
    available_teams: z
      .array(
        z.object({
          id: z.union([z.number(), z.string()]),
          name: text,
          organization_id: text,
          organization_name: text,
        }),
      )
      .min(1),
  }),
});

export const introspection = z.object({
  active: z.literal(true),
  scope: text,
  scoped_teams: z.array(z.number()),
});

export const resource = z.object({
  status: z.literal("complete"),
  id: text,
  complete: z.object({
    access_configuration: z.object({ api_key: z.string().startsWith("phc_"), host: z.url() }),
  }),
});

export const deepLink = z.object({
  purpose: text,
  url: z.url(),
  expires_at: z.iso.datetime({ offset: true }),
});

export const limits = z.object({
  tier: text,
  tier_basis: z.object({ client_authentication: text, attested: z.boolean() }),
  endpoints: z.record(z.string(), z.object({})),
});

export const removed = z.object({ status: z.literal("removed"), id: text });

export const project = z.object({ id: z.number(), name: text, organization: text });

export const queryResult = z.object({ results: z.array(z.array(z.unknown())) });

/** One line for each difference between an answer and the expectation. It quotes no value except an error code. */
export function findDifferences({ call, status, body }: Exchange, expected: Expectation): string[] {
  const schema = expected[status];
  if (!schema) {
    const known = Object.keys(expected).join(" or ");
    return [`${call}: answered HTTP ${status}; this code knows ${known}`];
  }
  const parsed = schema.safeParse(body, { error: describeType });
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => {
    return `${call}: HTTP ${status}: ${[path.join("."), message].filter(Boolean).join(" ")}`;
  });
}

function describeType(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return "is missing";
  if (issue.code === "invalid_type") return `is not ${issue.expected}`;
  return "is not what this code expects";
}

const describeCode = (code: unknown, codes: readonly string[]): string =>
  `answered the code ${/^[\w.-]{1,64}$/.test(String(code)) ? code : "(none)"}; this code knows ${codes.join(" or ")}`;

const errorBody = z.union([
  z.object({ error: z.object({ code: z.string() }) }).transform(({ error }) => error.code),
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ code: z.string() }).transform(({ code }) => code),
]);

const codeOf = (body: unknown): string => errorBody.safeParse(body).data ?? "";
