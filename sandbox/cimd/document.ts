import { grantableScopes } from "../core/scopes";
import type { Settings } from "../core/settings";
import { explainHost } from "./addresses";
import { explainClientId, isLoopbackHost, isPlainLoopback } from "./client-id";
import { readClientName } from "./client-name";

/** A validated client metadata document. */
export interface Metadata {
  name: string | null;
  redirectUris: string[];
  logoUri: string | null;
  tokenEndpointAuthMethod: "none" | "private_key_jwt";
  jwksUri: string | null;
  /** `undefined`: the document has no `scopes`. */
  scopes: string[] | undefined;
  optionalScopes: string[];
  optsIn: boolean;
  verificationTokens: { nested: string | null; legacy: string | null };
}

/** A document that PostHog refuses. The message is PostHog's. */
export class MetadataError extends Error {}

/** Validates in PostHog's order, which decides the error for a document with several mistakes. */
export function readMetadata(body: Buffer, clientId: string, settings: Settings): Metadata {
  const document = parse(body);
  const named = document.client_id;
  if (named !== clientId) {
    throw new MetadataError(`client_id in metadata ('${asText(named)}') does not match URL ('${clientId}')`);
  }
  const redirectUris = readRedirectUris(document.redirect_uris);
  const authentication = readAuthentication(document, settings);
  const posthog = asObject(document["com.posthog"]) ?? {};
  const scopes = settings.switches.documentSetsCeiling ? readScopes(posthog.scopes, settings) : undefined;
  for (const uri of redirectUris) {
    const reason = explainRedirectUri(uri);
    if (reason) throw new MetadataError(`Metadata document was rejected: redirect_uris: ${reason}`);
  }
  return {
    name: readClientName(document.client_name),
    redirectUris,
    logoUri: readLogoUri(document.logo_uri, settings.strict),
    ...authentication,
    scopes,
    optionalScopes: strings(posthog.optional_scopes).filter((s) => grantableScopes(settings).has(s)),
    optsIn: posthog.provisioning === true,
    verificationTokens: {
      nested: asString(posthog.verification_token),
      legacy: asString(document.posthog_verification_token),
    },
  };
}

function parse(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "not JSON";
    throw new MetadataError(`Invalid JSON in Metadata document: ${reason}`);
  }
  const object = asObject(value);
  if (!object) throw new MetadataError("Metadata document must be a JSON object");
  return object;
}

function readRedirectUris(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new MetadataError("Metadata document must contain a non-empty redirect_uris array");
  }
  return value.map((uri: unknown) => {
    if (typeof uri !== "string" || uri === "") {
      throw new MetadataError("Each redirect_uri must be a non-empty string");
    }
    if (/\s/.test(uri)) throw new MetadataError("redirect_uri must not contain whitespace");
    return uri;
  });
}

function readAuthentication(
  document: Record<string, unknown>,
  { strict, switches }: Settings,
): Pick<Metadata, "tokenEndpointAuthMethod" | "jwksUri"> {
  const method = document.token_endpoint_auth_method ?? "none";
  if (method === "none") return { tokenEndpointAuthMethod: "none", jwksUri: null };
  if (method !== "private_key_jwt" || !switches.confidentialClients) {
    throw new MetadataError(`CIMD clients cannot use token_endpoint_auth_method '${asText(method)}'`);
  }
  const uri = document.jwks_uri;
  if (uri === undefined || uri === null || uri === "") {
    throw new MetadataError("token_endpoint_auth_method 'private_key_jwt' requires a jwks_uri");
  }
  if (typeof uri !== "string" || !(uri.startsWith("https://") || (!strict && isPlainLoopback(uri)))) {
    throw new MetadataError("jwks_uri must be an https URL");
  }
  // Only the host name is checked here. Its addresses are checked on each fetch.
  const shape = explainClientId(uri, strict)?.replace("CIMD client_id", "URL");
  const reason = shape ?? (URL.canParse(uri) ? explainHost(new URL(uri), strict) : "Invalid URL");
  if (reason) throw new MetadataError(`jwks_uri is not allowed: ${reason}`);
  return { tokenEndpointAuthMethod: "private_key_jwt", jwksUri: uri };
}

function readScopes(value: unknown, settings: Settings): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const grantable = grantableScopes(settings);
  const scopes = [...new Set(strings(value).filter((scope) => grantable.has(scope)))];
  if (value.length > 0 && scopes.length === 0) {
    throw new MetadataError(
      "None of the declared com.posthog.scopes are available to self-registered clients. Remove the field to register with the default scope set.",
    );
  }
  return scopes;
}

const MAX_LOGO_URI_LENGTH = 2048;
const BLOCKED_SCHEMES = new Set(["javascript:", "data:", "file:", "blob:", "vbscript:"]);

function explainRedirectUri(uri: string): string | null {
  if (!URL.canParse(uri)) return `'${uri}' is not a valid URI`;
  const url = new URL(uri);
  if (BLOCKED_SCHEMES.has(url.protocol)) return `scheme '${url.protocol.slice(0, -1)}' is not allowed`;
  if (uri.includes("#")) return "Redirect URIs cannot contain fragments";
  const isPlainHttp = url.protocol === "http:" && !isLoopbackHost(url.hostname);
  return isPlainHttp ? "http is only allowed for loopback addresses" : null;
}

/** Ignores a logo URL that is not allowed; it does not make the document invalid. */
function readLogoUri(value: unknown, strict: boolean): string | null {
  if (typeof value !== "string" || value.length > MAX_LOGO_URI_LENGTH || !URL.canParse(value)) return null;
  if (!strict && isPlainLoopback(value)) return value;
  const isAllowed = value.startsWith("https://") && explainHost(new URL(value), strict) === null;
  return isAllowed ? value : null;
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

const asString = (value: unknown) => (typeof value === "string" ? value : null);
const asText = (value: unknown) => (value === undefined || value === null ? "None" : String(value));
const strings = (value: unknown) =>
  Array.isArray(value) ? value.filter((item: unknown) => typeof item === "string") : [];
