import * as oauth from "oauth4webapi";
import { authorizationServer, oauthClient, retryAfterClockSkew } from "./client-authentication.ts";
import type { ClientConfig } from "./config.ts";
import { decodeError } from "./errors.ts";
import { runCall, sendRequest } from "./http.ts";
import type { Region } from "./regions.ts";

/**
 * Revokes a refresh token and its access token (RFC 7009). The endpoint belongs to the region's general OAuth server,
 * which answers 200 for a token it does not know.
 * @throws {PostHogError} with status 404 if the server has no such endpoint; `invalid_client` when PostHog does not
 *   know this client, or rejects its authentication.
 */
export async function revokeToken(
  config: ClientConfig,
  { region, refreshToken }: { region: Region; refreshToken: string },
): Promise<void> {
  await runCall(config, { region, idempotent: true }, (signal) =>
    retryAfterClockSkew(config, region, async () => {
      const server = authorizationServer(config, region);
      const response = await oauth.revocationRequest(
        server,
        oauthClient(config, region),
        config.authenticate,
        refreshToken,
        {
          additionalParameters: { token_type_hint: "refresh_token" },
          [oauth.customFetch]: (url, init) =>
            sendRequest(config, new URL(url), { ...init, body: init.body, signal }),
          [oauth.allowInsecureRequests]: server.issuer.startsWith("http:"),
        },
      );
      if (!response.ok) throw await decodeError(response);
    }),
  );
}
