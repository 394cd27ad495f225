import identity from "../../.well-known/posthog-client.json" with { type: "json" };
import { brand, isLabelPrefix } from "../platform/brand";
import { ConfigurationError } from "../platform/configuration";
import { env } from "../platform/env";
import { log } from "../platform/log";
import { isConfidential } from "./client-authentication";
import { signingKeys } from "./configuration";
import { type ClientMetadata, documentSchema, explainType, findUnknownMembers } from "./document-rules";

const METADATA_PATH = "/.well-known/posthog-client.json";
const JWKS_PATH = "/.well-known/jwks.json";

/** The size of the largest document that PostHog reads. */
export const MAX_DOCUMENT_BYTES = 5120;
/** The scopes that the document declares: no user is asked for more. */
export const documentScopes: readonly string[] = identity["com.posthog"].scopes;

/** The URL of the metadata document, which is this partner's `client_id`. */
export const clientId = (appUrl: string): string => appUrl + METADATA_PATH;

/** How long PostHog may cache the document. */
export const DOCUMENT_MAX_AGE_SECONDS = 3600;

/** The time by which PostHog has read a change to the document. */
export const documentExpiry = (changedAt: Date): Date =>
  new Date(changedAt.getTime() + DOCUMENT_MAX_AGE_SECONDS * 1000);

/** The document as PostHog would fetch it now. */
export const currentClientMetadata = (verificationToken?: string): ClientMetadata =>
  buildClientMetadata(env().appUrl, { confidential: isConfidential(), verificationToken });

/**
 * The document as it will be once every signing key is in use.
 * @throws {ConfigurationError} naming the rule that this app's document or brand breaks.
 */
export function requireUsableIdentity(): ClientMetadata {
  if (!isLabelPrefix(brand.labelPrefix)) {
    throw new ConfigurationError(
      "brand.labelPrefix in lib/platform/brand.ts: PostHog takes 1 to 25 characters, no control or format characters.",
    );
  }
  return buildClientMetadata(env().appUrl, { confidential: signingKeys().length > 0 });
}

/** The same check for start-up; logs a warning for everything unusual. */
export function checkIdentity(): void {
  for (const warning of documentWarnings(requireUsableIdentity()))
    log().warn(`${METADATA_PATH.slice(1)}: ${warning}`);
}

interface DocumentOptions {
  readonly confidential?: boolean;
  readonly verificationToken?: string | undefined;
  readonly source?: Readonly<Record<string, unknown>>;
}

/**
 * Builds the Client ID Metadata Document as served from `appUrl`: the partner's file with its paths made absolute.
 * @param options.confidential Makes PostHog require a client assertion with every request of this client.
 * @param options.verificationToken Shows PostHog which organization this client belongs to.
 * @throws {ConfigurationError} naming every member that PostHog would refuse, and the rule.
 */
export function buildClientMetadata(
  appUrl: string,
  { confidential = false, source = identity, verificationToken }: DocumentOptions = {},
): ClientMetadata {
  const schema = documentSchema(clientId(appUrl)).transform((document) => ({
    ...document,
    token_endpoint_auth_method: confidential ? ("private_key_jwt" as const) : ("none" as const),
    ...(verificationToken
      ? {
          "com.posthog": { ...document["com.posthog"], verification_token: verificationToken },
          posthog_verification_token: verificationToken,
        }
      : {}),
  }));
  const members = {
    client_id: clientId(appUrl),
    token_endpoint_auth_method: "none",
    ...makeAbsolute(source, appUrl),
    ...(confidential ? { jwks_uri: appUrl + JWKS_PATH } : {}),
  };
  const parsed = schema.safeParse(members, { error: explainType });
  if (!parsed.success) {
    const rules = parsed.error.issues.map(({ path, message }) => `  ${path.join(".")} ${message}`);
    throw new ConfigurationError(`PostHog would refuse ${METADATA_PATH.slice(1)}:\n${rules.join("\n")}`);
  }
  if (documentSize(parsed.data) > MAX_DOCUMENT_BYTES) {
    throw new ConfigurationError(
      `PostHog would refuse ${METADATA_PATH.slice(1)}: it is over ${MAX_DOCUMENT_BYTES} bytes`,
    );
  }
  return parsed.data;
}

/** Warnings about a document that PostHog accepts nevertheless. */
export const documentWarnings = (document: ClientMetadata): string[] => [
  ...findUnknownMembers(document).map((name) => `${name} is not a member that PostHog knows`),
  ...(document.logo_uri ? [] : ["logo_uri is missing: PostHog's consent page shows no logo"]),
];

/** The size of the document as served, in bytes. */
export const documentSize = (document: ClientMetadata): number => Buffer.byteLength(JSON.stringify(document));

/** Makes this app's paths absolute, in the members that hold URLs. */
function makeAbsolute(source: Readonly<Record<string, unknown>>, appUrl: string): Record<string, unknown> {
  const absolute = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(absolute);
    return typeof value === "string" && value.startsWith("/") ? appUrl + value : value;
  };
  const entries = Object.entries(source).map(([name, value]) => {
    return [name, /_uris?(?:#|$)/.test(name) ? absolute(value) : value];
  });
  return Object.fromEntries(entries);
}
