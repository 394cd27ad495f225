import { type AuthorizationServer, type Client, clockSkew } from "oauth4webapi";
import type { ClientConfig } from "./config.ts";
import { PostHogError } from "./errors.ts";
import type { Region } from "./regions.ts";

/** Clock skew PostHog tolerates in an assertion's `iat` and `exp`. */
const TOLERATED_SKEW_SECONDS = 30;

/** A region in the form that oauth4webapi expects. Its origin is the audience of the assertions sent there. */
export function authorizationServer({ baseUrls }: ClientConfig, region: Region) {
  const issuer = baseUrls[region];
  return {
    issuer,
    token_endpoint: `${issuer}/api/agentic/oauth/token`,
    revocation_endpoint: `${issuer}/oauth/revoke/`,
  } satisfies AuthorizationServer;
}

/** This client in the form that oauth4webapi expects. It dates its assertions by the region's clock. */
export const oauthClient = (config: ClientConfig, region: Region): Client => ({
  client_id: config.clientId,
  [clockSkew]: aheadSeconds(config, region),
});

/**
 * The parameters that authenticate this client to a region: its id and, if it signs, an assertion (RFC 7523).
 * Call this inside the retried function: an assertion works once, and a request that fails later has used it up.
 */
export async function clientParameters(
  config: ClientConfig,
  region: Region,
): Promise<Record<string, string>> {
  const parameters = new URLSearchParams();
  await config.authenticate(
    authorizationServer(config, region),
    oauthClient(config, region),
    parameters,
    new Headers(),
  );
  return Object.fromEntries(parameters);
}

/**
 * Makes a call that authenticates the client, and repeats it once if the refusal shows that our clock was wrong.
 * @param isRefusal Whether an answer is a refusal, for an endpoint whose refusals look like successes.
 */
export async function retryAfterClockSkew<T>(
  config: ClientConfig,
  region: Region,
  call: () => Promise<T>,
  isRefusal: (answer: T) => boolean = () => false,
): Promise<T> {
  const assumed = aheadSeconds(config, region);
  const wasSkewed = () => Math.abs(aheadSeconds(config, region) - assumed) > TOLERATED_SKEW_SECONDS;
  try {
    const answer = await call();
    if (!isRefusal(answer) || !wasSkewed()) return answer;
  } catch (error) {
    const refused = error instanceof PostHogError && ["invalid_client", "unauthorized"].includes(error.code);
    if (!refused || !wasSkewed()) throw error;
  }
  return call();
}

const aheadSeconds = ({ clocks, baseUrls }: ClientConfig, region: Region): number =>
  clocks.aheadSeconds(baseUrls[region]);
