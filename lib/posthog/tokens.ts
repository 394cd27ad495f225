import * as oauth from "oauth4webapi";
import { z } from "zod";
import { authorizationServer, oauthClient, retryAfterClockSkew } from "./client-authentication.ts";
import type { ClientConfig } from "./config.ts";
import { decodeError, isAnswerLost, PostHogError } from "./errors.ts";
import { readJson, runCall, sendRequest, unexpectedResponse } from "./http.ts";
import type { Region } from "./regions.ts";

/**
 * How long a token exchange may take, in milliseconds. It uses up its code or refresh token even if the answer comes
 * late, so it has a longer limit than other calls.
 */
export const EXCHANGE_TIMEOUT_MS = 60_000;

export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token expires. */
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

// Only names to show: an unexpected value here must never cost us the tokens in the same answer.
const accountSchema = z
  .object({ account: z.object({ available_teams: z.array(teamSchema) }) })
  .transform(({ account }) => account.available_teams)
  .catch([]);

// Lenient about everything but the token strings: the code or token they were exchanged for is already used up.
const tokensSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional().catch(undefined),
  expires_in: z
    .number()
    .positive()
    .max(366 * 24 * 3600)
    .catch(3600),
});

/** A fresh PKCE pair (RFC 7636): the verifier stays with us, the challenge goes to PostHog. */
export async function createPkcePair(): Promise<{ codeVerifier: string; codeChallenge: string }> {
  const codeVerifier = oauth.generateRandomCodeVerifier();
  return { codeVerifier, codeChallenge: await oauth.calculatePKCECodeChallenge(codeVerifier) };
}

/**
 * Exchanges an authorization code. The first attempt with the right code verifier uses up the code, so save the
 * answer before doing anything else with it.
 * @throws {PostHogError} `invalid_grant` when the code is unknown, used, or older than 300 seconds.
 */
export async function exchangeCode(
  config: ClientConfig,
  grant: { region: Region; code: string; codeVerifier: string },
): Promise<Grant> {
  // A retry with a used code would only hide what went wrong.
  const request = { region: grant.region, idempotent: false, timeoutMs: EXCHANGE_TIMEOUT_MS };
  const parameters = { code: grant.code, code_verifier: grant.codeVerifier };
  const { refreshToken, answer, response, ...rest } = await runCall(config, request, (signal) =>
    requestTokens(config, grant.region, "authorization_code", parameters, signal),
  );
  if (!refreshToken) throw unexpectedResponse(response);
  return { tokens: { ...rest, refreshToken }, teams: accountSchema.parse(answer) };
}

/**
 * Exchanges a refresh token for a new pair, which also ends the old access token. There is no grace period: the
 * caller must hold the connection's lease. Without a new refresh token, the old one stays (RFC 6749 section 6).
 * @throws {PostHogError} `invalid_grant` when the token was used or revoked, or the grant withdrawn; `renewal_lost`
 *   when this call probably used it, but the answer never arrived.
 */
export async function refreshTokens(
  config: ClientConfig,
  grant: { region: Region; refreshToken: string },
): Promise<TokenSet> {
  // Safe to retry: a refusal leaves the token as it was. If only the answer was lost, the retry shows it.
  const request = { region: grant.region, idempotent: true, timeoutMs: EXCHANGE_TIMEOUT_MS };
  let isAnswerMissing = false;
  let unreadable: PostHogError | undefined;
  const call = async (signal: AbortSignal): Promise<TokenSet> => {
    try {
      const parameters = { refresh_token: grant.refreshToken };
      const tokens = await requestTokens(config, grant.region, "refresh_token", parameters, signal);
      const { accessToken, refreshToken = grant.refreshToken, expiresAt } = tokens;
      return { accessToken, refreshToken, expiresAt };
    } catch (error) {
      if (isAnswerMissing && error instanceof PostHogError && error.code === "invalid_grant") {
        throw new PostHogError("renewal_lost", error.details);
      }
      if (!isAnswerLost(error)) throw error;
      isAnswerMissing = true;
      if (!(error instanceof PostHogError) || error.code !== "unexpected_response") throw error;
      // An unreadable answer, perhaps cut off, counts as lost too: the retry shows whether the token was used up.
      unreadable = error;
      throw new PostHogError("network");
    }
  };
  return runCall(config, request, call).catch((error) => {
    const isLast = error instanceof PostHogError && error.code === "network";
    throw (isLast && unreadable) || error;
  });
}

interface TokenAnswer extends Omit<TokenSet, "refreshToken"> {
  readonly refreshToken: string | undefined;
  readonly answer: unknown;
  readonly response: Response;
}

function requestTokens(
  config: ClientConfig,
  region: Region,
  grantType: string,
  parameters: Record<string, string>,
  signal: AbortSignal,
): Promise<TokenAnswer> {
  return retryAfterClockSkew(config, region, async () => {
    const server = authorizationServer(config, region);
    const response = await oauth.genericTokenEndpointRequest(
      server,
      oauthClient(config, region),
      config.authenticate,
      grantType,
      parameters,
      {
        [oauth.customFetch]: (url, init) =>
          sendRequest(config, new URL(url), { ...init, body: init.body, signal }),
        // Plain http is for a sandbox on this machine; the app's configuration refuses it for any other address.
        [oauth.allowInsecureRequests]: server.issuer.startsWith("http:"),
      },
    );
    if (!response.ok) throw await decodeError(response);
    const received = config.now();
    // Not parsed by oauth4webapi, which rejects an unusual `expires_in`, `scope`, `id_token` or `token_type`.
    const answer = await readJson(response);
    const parsed = tokensSchema.safeParse(answer);
    if (!parsed.success) throw unexpectedResponse(response);
    const { access_token, refresh_token, expires_in } = parsed.data;
    return {
      accessToken: access_token,
      refreshToken: refresh_token,
      expiresAt: new Date(received + expires_in * 1000),
      answer,
      response,
    };
  });
}
