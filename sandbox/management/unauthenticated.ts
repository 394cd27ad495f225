import type { Region } from "../core/region";
import { ApiError } from "../http/errors";

export function unauthenticated(region: Region, detail: string, code = "authentication_failed"): ApiError {
  const metadata = `${region.origin}/.well-known/oauth-protected-resource`;
  const challenge = region.settings.switches.challengeNamesMetadata
    ? `Bearer resource_metadata="${metadata}"`
    : "Bearer";
  const headers = { "WWW-Authenticate": challenge };
  return new ApiError(401, "authentication_error", code, detail, null, headers);
}
