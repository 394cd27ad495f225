const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The start of a registration's message about a document: the first fault in the order of the rules. */
export function expectedDetail(id: string, body: unknown): string {
  const bytes = typeof body === "string" ? body : JSON.stringify(body);
  if (Buffer.byteLength(bytes) > 5120) return "Metadata document exceeds 5120 byte limit";
  let parsed: unknown;
  try {
    parsed = JSON.parse(bytes);
  } catch {
    return "Invalid JSON in Metadata document: ";
  }
  if (!isRecord(parsed)) return "Metadata document must be a JSON object";
  return (
    judgeClientId(id, parsed) ??
    judgeRedirects(parsed) ??
    judgeMethod(parsed) ??
    judgeScopes(parsed) ??
    judgeModel(parsed)
  );
}

type Judge = (document: Record<string, unknown>) => string | undefined;

function judgeClientId(id: string, { client_id }: Record<string, unknown>): string | undefined {
  return client_id === id ? undefined : "client_id in metadata (";
}

const judgeRedirects: Judge = ({ redirect_uris: uris }) => {
  if (!Array.isArray(uris) || uris.length === 0)
    return "Metadata document must contain a non-empty redirect_uris array";
  if (uris.some((uri) => typeof uri !== "string" || uri === ""))
    return "Each redirect_uri must be a non-empty string";
  return uris.some((uri) => /\s/.test(uri)) ? "redirect_uri must not contain whitespace" : undefined;
};

const judgeMethod: Judge = ({ token_endpoint_auth_method: method = "none", jwks_uri }) => {
  if (method === "none") return undefined;
  if (method !== "private_key_jwt") return `CIMD clients cannot use token_endpoint_auth_method '${method}'`;
  if (jwks_uri === undefined) return "token_endpoint_auth_method 'private_key_jwt' requires a jwks_uri";
  return "jwks_uri must be an https URL";
};

const judgeScopes: Judge = ({ "com.posthog": extension }) => {
  const scopes = isRecord(extension) ? extension.scopes : undefined;
  if (!Array.isArray(scopes) || scopes.length === 0) return undefined;
  if (scopes.includes("query:read") || scopes.includes("person:read")) return undefined;
  return "None of the declared com.posthog.scopes are available to self-registered clients. Remove the field to register with the default scope set.";
};

const judgeModel = ({ redirect_uris: uris }: Record<string, unknown>): string => {
  const isBlocked = (uri: unknown) => /^(javascript|data|vbscript):|^http:\/\/a\.example|#/.test(String(uri));
  const isRejected = Array.isArray(uris) && uris.some(isBlocked);
  return isRejected ? "Metadata document was rejected: " : "Fetched and validated";
};
