import type { Region } from "../core/region";
import { supportedScopes } from "../core/scopes";

/**
 * The authorization server metadata (RFC 8414) of PostHog's general OAuth server. It does not mention the
 * provisioning API, so a client cannot discover the provisioning token endpoint.
 */
export function describeServer({ origin }: Region) {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/oauth/authorize/`,
    token_endpoint: `${origin}/oauth/token/`,
    revocation_endpoint: `${origin}/oauth/revoke/`,
    introspection_endpoint: `${origin}/oauth/introspect/`,
    userinfo_endpoint: `${origin}/oauth/userinfo/`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    registration_endpoint: `${origin}/oauth/register/`,
    scopes_supported: supportedScopes(),
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    token_endpoint_auth_methods_supported: ["none", "client_secret_post"],
    code_challenge_methods_supported: ["S256"],
    service_documentation: "https://posthog.com/docs/api",
    client_id_metadata_document_supported: true,
  };
}
