import { z } from "zod";
import identity from "../../.well-known/posthog-client.json" with { type: "json" };
import { brand, isLabelPrefix } from "../platform/brand";
import { ConfigurationError } from "../platform/configuration";
import { env } from "../platform/env";
import { isLoopback } from "../platform/origins";
import { isConfidential } from "./client-authentication";
import { signingKeys } from "./configuration";

const METADATA_PATH = "/.well-known/posthog-client.json";
const JWKS_PATH = "/.well-known/jwks.json";

/** PostHog reads no more of a document than this. */
export const MAX_DOCUMENT_BYTES = 5120;
const REFUSED_SCHEMES = ["javascript:", "data:", "file:", "blob:", "vbscript:"];

// Each rule is one that PostHog refuses a document for; the message names it.
const redirectUri = z
  .url("each redirect_uri must be a URL or a path beginning with /")
  .refine((uri) => !/\s/.test(uri), "a redirect_uri must not contain whitespace")
  .refine((uri) => !REFUSED_SCHEMES.includes(new URL(uri).protocol), "a redirect_uri uses a refused scheme")
  .refine((uri) => !new URL(uri).hash, "a redirect_uri must not contain a fragment")
  .refine((uri) => !new URL(uri).search, "a redirect_uri with a query breaks: PostHog appends ?code=… to it")
  .refine((uri) => !uri.startsWith("http:") || isLoopback(uri), "a redirect_uri must be https");

const metadataSchema = z.object({
  client_id: z
    .url()
    .refine(
      (id) => id.startsWith("https://") || isLoopback(id),
      "client_id must use https; set APP_URL to an https origin",
    ),
  client_name: z
    .string()
    .min(1, "client_name must not be empty")
    .max(255, "client_name must have at most 255 characters")
    .refine(
      (name) => !/^posthog|official|verified|trusted/i.test(name),
      "client_name must not begin with PostHog or claim to be official, verified or trusted",
    ),
  client_uri: z.url().optional(),
  logo_uri: z.url().optional(),
  redirect_uris: z.tuple([redirectUri], redirectUri, "redirect_uris must name at least one address"),
  grant_types: z
    .array(z.string())
    .refine((types) => types.includes("refresh_token"), "grant_types must include refresh_token"),
  response_types: z.array(z.string()),
  token_endpoint_auth_method: z.enum(["none", "private_key_jwt"]),
  jwks_uri: z.url().optional(),
  "com.posthog": z.object({
    provisioning: z.literal(
      true,
      "com.posthog.provisioning must be true, or PostHog will not register the client",
    ),
    verification_token: z.string().optional(),
    scopes: z
      .array(z.string().regex(/^[a-z_]+:(read|write)$/))
      .min(1, "com.posthog.scopes must name the scopes you use")
      .superRefine(requireReadScopes),
  }),
  // Where servers looked for the token before it moved into `com.posthog`.
  posthog_verification_token: z.string().optional(),
});

export type ClientMetadata = z.infer<typeof metadataSchema>;

/** The scopes asked for on a user's behalf: the ceiling the document declares, and no more. */
export const requestedScopes: readonly string[] = identity["com.posthog"].scopes;

/** The URL of the metadata document, which is this partner's `client_id`. */
export const clientId = (appUrl: string): string => appUrl + METADATA_PATH;

/** How long PostHog may use the document that it read last. */
export const DOCUMENT_MAX_AGE_SECONDS = 3600;

/** When PostHog has read a change to the document at the latest. */
export const documentExpiry = (changedAt: Date): Date =>
  new Date(changedAt.getTime() + DOCUMENT_MAX_AGE_SECONDS * 1000);

/** The document as PostHog would fetch it now. */
export const currentClientMetadata = (verificationToken?: string): ClientMetadata =>
  buildClientMetadata(env().appUrl, { confidential: isConfidential(), verificationToken });

/** @throws {ConfigurationError} naming the rule for which PostHog would refuse this app's document or brand. */
export function requireUsableIdentity(): void {
  if (!isLabelPrefix(brand.labelPrefix)) {
    throw new ConfigurationError(
      "brand.labelPrefix in lib/platform/brand.ts: PostHog takes 1 to 25 characters, no control or format characters.",
    );
  }
  buildClientMetadata(env().appUrl, { confidential: signingKeys().length > 0 });
}

interface DocumentOptions {
  readonly confidential?: boolean;
  readonly verificationToken?: string | undefined;
  readonly source?: typeof identity;
}

/**
 * The Client ID Metadata Document as served from `appUrl`: the partner's file with its paths made absolute.
 * @param options.confidential PostHog then demands a client assertion with every request of this client.
 * @param options.verificationToken Shows PostHog to which organization this client belongs.
 * @throws {ConfigurationError} naming the rule for which PostHog would refuse it.
 */
export function buildClientMetadata(
  appUrl: string,
  { confidential = false, source = identity, verificationToken }: DocumentOptions = {},
): ClientMetadata {
  const absolute = (path: string) => (path.startsWith("/") ? appUrl + path : path);
  const parsed = metadataSchema.safeParse({
    ...source,
    client_id: clientId(appUrl),
    client_uri: absolute(source.client_uri),
    logo_uri: absolute(source.logo_uri),
    redirect_uris: source.redirect_uris.map(absolute),
    ...(confidential
      ? { token_endpoint_auth_method: "private_key_jwt", jwks_uri: absolute(JWKS_PATH) }
      : { token_endpoint_auth_method: "none" }),
    ...(verificationToken
      ? {
          "com.posthog": { ...source["com.posthog"], verification_token: verificationToken },
          posthog_verification_token: verificationToken,
        }
      : {}),
  });
  if (!parsed.success) {
    const rules = parsed.error.issues.map((issue) => `  ${issue.message} (at ${issue.path.join(".")})`);
    throw new ConfigurationError(`PostHog would refuse ${METADATA_PATH.slice(1)}:\n${rules.join("\n")}`);
  }
  if (documentSize(parsed.data) > MAX_DOCUMENT_BYTES) {
    throw new ConfigurationError(
      `PostHog would refuse ${METADATA_PATH.slice(1)}: it is over ${MAX_DOCUMENT_BYTES} bytes`,
    );
  }
  return parsed.data;
}

/** How many bytes the document has as served. */
export const documentSize = (document: ClientMetadata): number => Buffer.byteLength(JSON.stringify(document));

// PostHog grants the read half of a write scope without being asked, and then refuses the first refresh.
function requireReadScopes(scopes: string[], context: z.RefinementCtx): void {
  for (const scope of scopes) {
    const read = scope.replace(/:write$/, ":read");
    if (!scopes.includes(read))
      context.addIssue(`com.posthog.scopes names ${scope} and must name ${read} too`);
  }
}
