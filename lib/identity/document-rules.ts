import { isIP } from "node:net";
import { z } from "zod";
import { isLoopback } from "../platform/origins";

const LONGEST_LOGO_URI = 2048;
const REFUSED_SCHEMES = ["javascript:", "data:", "file:", "blob:", "vbscript:"];

/** Names that resolve only inside a network: PostHog's consent page omits a logo from such a host. */
const INTERNAL_NAME = /^[^.]+$|\.(?:localhost|local|internal|intranet|lan|home|corp|svc|cluster)$/;

/** Members of a private or symmetric JWK (RFC 7518, section 6). */
const PRIVATE_JWK_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/** Members of RFC 7591 that have no rule here. */
const OTHER_MEMBERS = ["software_id", "software_version", "software_statement"];

const address = z
  .url({ error: "must be a URL, or a path that begins with /", abort: true })
  .refine((uri) => !uri.includes("*"), "must not contain a wildcard");

// URL parsers resolve dot segments, so PostHog would read a different URL from the one it was given.
const clientIdRule = z
  .url({ error: "must be a URL", abort: true })
  .refine(
    (id) => id.startsWith("https://") || isLoopback(id),
    "must use https; set APP_URL to an https origin",
  )
  .refine((id) => !/\/(?:\.|%2e){1,2}(?:\/|$)/i.test(id), "must not contain dot segments");

const redirectUri = address
  .refine((uri) => !/\s/.test(uri), "must not contain whitespace")
  .refine((uri) => !REFUSED_SCHEMES.includes(new URL(uri).protocol), "uses a refused scheme")
  .refine((uri) => !new URL(uri).hash, "must not contain a fragment")
  .refine((uri) => !new URL(uri).search, "must not contain a query: PostHog appends ?code=… to it")
  .refine((uri) => !uri.startsWith("http:") || isLoopback(uri), "must be https");

const scope = z
  .string()
  .regex(
    /^(?:[a-z_]+:(?:read|write)|openid|profile|email|introspection)$/,
    "must be a scope like insight:read",
  );

/**
 * The rules for a metadata document that an app serves: those of PostHog, RFC 7591 and the CIMD draft. Members without
 * a rule pass. Each message completes a sentence that begins with the member's name.
 */
export function documentSchema(clientId: string) {
  // A document on this machine is for a sandbox, and so are the URLs in it.
  const isLocal = isLoopback(clientId);
  const isHttps = (uri: string) => uri.startsWith("https:") || (isLocal && isLoopback(uri));
  return z
    .looseObject({
      client_id: clientIdRule.refine(
        (id) => id === clientId,
        `must be ${clientId}, which follows from APP_URL; leave it out`,
      ),
      client_name: z
        .string()
        .min(1, "must not be empty")
        .max(255, "must have at most 255 characters")
        .refine(
          (name) => !/^posthog|official|verified|trusted/i.test(name),
          "must not begin with PostHog or claim to be official, verified or trusted",
        ),
      client_uri: address.optional(),
      logo_uri: address
        .refine(isHttps, "must be https")
        .refine((uri) => uri.length <= LONGEST_LOGO_URI, `must have at most ${LONGEST_LOGO_URI} characters`)
        .refine(
          (uri) => isPublicHost(uri) || (isLocal && isLoopback(uri)),
          "must be at a public host name: PostHog leaves out a logo from anywhere else",
        )
        .optional(),
      policy_uri: address.optional(),
      tos_uri: address.optional(),
      contacts: z.array(z.string()).optional(),
      scope: z.string().optional(),
      redirect_uris: z
        .array(redirectUri)
        .min(1, "must name at least one address")
        .refine((uris) => uris.some(isHttps), "must name at least one https address"),
      grant_types: z
        .array(z.string())
        .refine((types) => types.includes("refresh_token"), "must include refresh_token"),
      response_types: z.array(z.string()),
      token_endpoint_auth_method: z.enum(
        ["none", "private_key_jwt"],
        "must be none or private_key_jwt; SIGNING_KEYS decide, so leave it out",
      ),
      jwks_uri: address.optional(),
      jwks: z.object({ keys: z.array(z.looseObject({})) }).optional(),
      "com.posthog": z.looseObject({
        provisioning: z.literal(true, "must be true, or PostHog will not register the client"),
        verification_token: z.string().optional(),
        scopes: z.array(scope).min(1, "must name the scopes you use").superRefine(requireReadScopes),
        optional_scopes: z.array(scope).optional(),
      }),
      // Servers looked for the token here before it moved into `com.posthog`.
      posthog_verification_token: z.string().optional(),
    })
    .refine(({ jwks, jwks_uri }) => !jwks || !jwks_uri, {
      path: ["jwks"],
      message: "cannot be combined with jwks_uri, which serves the keys in SIGNING_KEYS",
    })
    .superRefine((document, context) => {
      for (const path of findSecrets(document)) {
        context.addIssue({
          code: "custom",
          path,
          message: "is a secret, but the document is public",
        });
      }
    });
}

export type ClientMetadata = z.output<ReturnType<typeof documentSchema>>;

/** The message for a member of the wrong type; the other rules have their own messages. */
export function explainType(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== "invalid_type") return undefined;
  if (issue.input === undefined) return "is missing";
  const types: Readonly<Record<string, string>> = { array: "a list", string: "text", object: "an object" };
  return `must be ${types[issue.expected] ?? issue.expected}`;
}

/** Finds members that neither a standard nor PostHog defines. They are served all the same. */
export function findUnknownMembers(document: ClientMetadata): string[] {
  const { shape } = documentSchema(document.client_id);
  const unknown = (members: object, known: readonly string[]) =>
    // A name may have a language tag, as in `client_name#fr` (RFC 7591, section 2.2).
    Object.keys(members).filter((name) => !known.includes(name.replace(/#.*/, "")));
  return [
    ...unknown(document, [...Object.keys(shape), ...OTHER_MEMBERS]),
    ...unknown(document["com.posthog"], Object.keys(shape["com.posthog"].shape)).map(
      (name) => `com.posthog.${name}`,
    ),
  ];
}

function isPublicHost(uri: string): boolean {
  const { hostname } = new URL(uri);
  return isIP(hostname.replace(/^\[|\]$/g, "")) === 0 && !INTERNAL_NAME.test(hostname);
}

function findSecrets(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  const isKey = "kty" in value;
  return Object.entries(value).flatMap(([name, member]) => {
    const isSecret = name.startsWith("client_secret") || (isKey && PRIVATE_JWK_MEMBERS.includes(name));
    return isSecret ? [[...path, name]] : findSecrets(member, [...path, name]);
  });
}

// PostHog grants x:read along with x:write unasked, and refuses the first refresh if x:read is not declared.
function requireReadScopes(scopes: string[], context: z.RefinementCtx): void {
  for (const scope of scopes) {
    const read = scope.replace(/:write$/, ":read");
    if (!scopes.includes(read)) context.addIssue(`names ${scope} and must name ${read} too`);
  }
}
