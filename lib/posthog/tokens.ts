import * as oauth from "oauth4webapi";
import { z } from "zod";
import { authorizationServer, oauthClient, retryAfterClockSkew } from "./client-authentication";
import type { ClientConfig } from "./config";
import { decodeError, PostHogError } from "./errors";
import { runCall, sendRequest, transportError, unexpectedResponse } from "./http";
import type { Region } from "./regions";
import { isOutage } from "./resilience";

export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token ends. */
  readonly expiresAt: Date;
}

const teamSchema = z
  .object({
    id: z.union([z.number(), z.string()]).transform(String),
    name: z.string(),
    organization_id: z.string(),
    organization_name: z.string(),
  })
  .transform(({ organization_id, organization_name, ...team }) => ({
    ...team,
    organizationId: organization_id,
    organizationName: organization_name,
  }));

/** A project the user can see; the list covers all of the user's organizations. */
export type Team = z.output<typeof teamSchema>;

export interface Grant {
  readonly tokens: TokenSet;
  readonly teams: readonly Team[];
}

// Names to show, nothing more: an unexpected value here must never cost us the tokens beside it.
const accountSchema = z
  .object({ account: z.object({ available_teams: z.array(teamSchema) }) })
  .transform(({ account }) => account.available_teams)
  .catch([]);

const DEFAULT_LIFETIME_SECONDS = 3600;
const LONGEST_LIFETIME_SECONDS = 366 * 24 * 3600;

/** A fresh PKCE pair (RFC 7636): the verifier stays with us, the challenge goes to PostHog. */
export async function createPkcePair(): Promise<{ codeVerifier: string; codeChallenge: string }> {
  const codeVerifier = oauth.generateRandomCodeVerifier();
  return { codeVerifier, codeChallenge: await oauth.calculatePKCECodeChallenge(codeVerifier) };
}

/**
 * Exchanges an authorization code. The code is used up by the first attempt with the right code verifier, whatever
 * happens after, so the answer must be saved before anything else is done with it.
 * @throws {PostHogError} `invalid_grant` when the code is unknown, used, or older than 300 seconds.
 */
export async function exchangeCode(
  config: ClientConfig,
  grant: { region: Region; code: string; codeVerifier: string },
): Promise<Grant> {
  // A second try with a code that was used up would only hide what went wrong.
  const request = { region: grant.region, idempotent: false } as const;
  const parameters = { code: grant.code, code_verifier: grant.codeVerifier };
  const answer = await runCall(config, request, () =>
    requestTokens(config, grant.region, "authorization_code", parameters),
  );
  return { tokens: answer.tokens, teams: accountSchema.parse(answer.raw) };
}

/**
 * Exchanges a refresh token for a new pair; the old access token ends with it. There is no grace window: the
 * caller must hold the connection's lease.
 * @throws {PostHogError} `invalid_grant` when the token was used, revoked, or the grant withdrawn; `renewal_lost`
 *   when it was probably this call that used it, and the answer never arrived.
 */
export async function refreshTokens(
  config: ClientConfig,
  grant: { region: Region; refreshToken: string },
): Promise<TokenSet> {
  // Every refusal leaves the token as it was; when only the answer was lost, the second try shows it.
  const request = { region: grant.region, idempotent: true } as const;
  let unanswered = false;
  return runCall(config, request, async () => {
    try {
      const parameters = { refresh_token: grant.refreshToken };
      return (await requestTokens(config, grant.region, "refresh_token", parameters)).tokens;
    } catch (error) {
      if (unanswered && error instanceof PostHogError && error.code === "invalid_grant") {
        throw new PostHogError("renewal_lost", error.details);
      }
      unanswered ||= isOutage(error);
      throw error;
    }
  });
}

function requestTokens(
  config: ClientConfig,
  region: Region,
  grantType: string,
  parameters: Record<string, string>,
): Promise<{ tokens: TokenSet; raw: unknown }> {
  return retryAfterClockSkew(config, region, async () => {
    const server = authorizationServer(config, region);
    const client = oauthClient(config, region);
    const response = await oauth.genericTokenEndpointRequest(
      server,
      client,
      config.authenticate,
      grantType,
      parameters,
      {
        [oauth.customFetch]: (url, init) => sendRequest(config, new URL(url), { ...init, body: init.body }),
        // Plain http is for a sandbox on this machine; the app's configuration refuses it for any other address.
        [oauth.allowInsecureRequests]: server.issuer.startsWith("http:"),
      },
    );
    // PostHog's 429 on this endpoint is not an OAuth error, so errors are decoded before the library looks.
    if (!response.ok) throw await decodeError(response);
    const received = config.now();
    const answer = await processTokens(server, client, response);
    const lifetime = sensibleLifetime(answer.expires_in);
    return {
      raw: answer,
      tokens: {
        accessToken: answer.access_token,
        refreshToken: answer.refresh_token,
        expiresAt: new Date(received + lifetime * 1000),
      },
    };
  });
}

async function processTokens(server: oauth.AuthorizationServer, client: oauth.Client, response: Response) {
  try {
    const answer = await oauth.processGenericTokenEndpointResponse(server, client, response);
    const refreshToken = answer.refresh_token;
    if (refreshToken) return { ...answer, refresh_token: refreshToken };
  } catch (error) {
    if (error instanceof TypeError) throw transportError(error);
  }
  throw unexpectedResponse(response);
}

/** Seconds a token lives; a missing or absurd `expires_in` must not lock the account out. */
function sensibleLifetime(expiresIn: number | undefined): number {
  const sensible = expiresIn !== undefined && expiresIn > 0 && expiresIn <= LONGEST_LIFETIME_SECONDS;
  return sensible ? expiresIn : DEFAULT_LIFETIME_SECONDS;
}
