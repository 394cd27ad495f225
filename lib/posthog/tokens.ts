import * as oauth from "oauth4webapi";
import { z } from "zod";
import { authorizationServer, oauthClient, retryAfterClockSkew } from "./client-authentication.ts";
import type { ClientConfig } from "./config.ts";
import { decodeError, isAnswerLost, PostHogError } from "./errors.ts";
import { readJson, runCall, sendRequest, unexpectedResponse } from "./http.ts";
import type { Region } from "./regions.ts";

/**
 * How long an exchange may take, in milliseconds. It uses up what it is given, whenever its answer comes, so the
 * answer is waited for longer than any other.
 */
export const EXCHANGE_TIMEOUT_MS = 60_000;

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

// Two token strings are tokens, whatever stands beside them: what they were exchanged for is used up already.
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
  const { refreshToken, answer, response, ...rest } = await runCall(config, request, () =>
    requestTokens(config, grant.region, "authorization_code", parameters),
  );
  if (!refreshToken) throw unexpectedResponse(response);
  return { tokens: { ...rest, refreshToken }, teams: accountSchema.parse(answer) };
}

/**
 * Exchanges a refresh token for a new pair; the old access token ends with it. There is no grace window: the
 * caller must hold the connection's lease. An answer without a refresh token keeps the old one (RFC 6749 section 6).
 * @throws {PostHogError} `invalid_grant` when the token was used, revoked, or the grant withdrawn; `renewal_lost`
 *   when it was probably this call that used it, and the answer never arrived.
 */
export async function refreshTokens(
  config: ClientConfig,
  grant: { region: Region; refreshToken: string },
): Promise<TokenSet> {
  // Every refusal leaves the token as it was; when only the answer was lost, the second try shows it.
  const request = { region: grant.region, idempotent: true } as const;
  let isAnswerMissing = false;
  let unreadable: PostHogError | undefined;
  const call = async (): Promise<TokenSet> => {
    try {
      const parameters = { refresh_token: grant.refreshToken };
      const tokens = await requestTokens(config, grant.region, "refresh_token", parameters);
      const { accessToken, refreshToken = grant.refreshToken, expiresAt } = tokens;
      return { accessToken, refreshToken, expiresAt };
    } catch (error) {
      if (isAnswerMissing && error instanceof PostHogError && error.code === "invalid_grant") {
        throw new PostHogError("renewal_lost", error.details);
      }
      if (!isAnswerLost(error)) throw error;
      isAnswerMissing = true;
      if (!(error instanceof PostHogError) || error.code !== "unexpected_response") throw error;
      // A 2xx that cannot be read, cut off in the middle perhaps, is no answer either: the next try shows which.
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
          sendRequest(config, new URL(url), { ...init, body: init.body }, EXCHANGE_TIMEOUT_MS),
        // Plain http is for a sandbox on this machine; the app's configuration refuses it for any other address.
        [oauth.allowInsecureRequests]: server.issuer.startsWith("http:"),
      },
    );
    if (!response.ok) throw await decodeError(response);
    const received = config.now();
    // Not by the library, which refuses an answer whose `expires_in`, `scope`, `id_token` or `token_type` is odd.
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
