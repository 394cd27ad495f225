import type { Region } from "../core/region";

/** Authorization server metadata (RFC 8414). */
export function describeServer(region: Region) {
  return {
    issuer: region.origin,
    authorization_endpoint: `${region.origin}/api/agentic/authorize`,
    token_endpoint: `${region.origin}/api/agentic/oauth/token`,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none", "private_key_jwt", "client_secret_post"],
    token_endpoint_auth_signing_alg_values_supported: ["RS256", "PS256", "ES256"],
    client_id_metadata_document_supported: true,
  };
}
