import { type AuthorizationServer, type Client, clockSkew } from "oauth4webapi";
import type { ClientConfig } from "./config.ts";
import { PostHogError } from "./errors.ts";
import type { Region } from "./regions.ts";

/** Clock skew PostHog tolerates in an assertion's `iat` and `exp`. */
const TOLERATED_SKEW_SECONDS = 30;

/** A region as the OAuth library knows it. Its origin is the audience of the assertions that are sent there. */
export function authorizationServer({ baseUrls }: ClientConfig, region: Region) {
  const issuer = baseUrls[region];
  return {
    issuer,
    token_endpoint: `${issuer}/api/agentic/oauth/token`,
    revocation_endpoint: `${issuer}/oauth/revoke/`,
  } satisfies AuthorizationServer;
}

/** This client; it dates its assertions by the clock of the region. */
export const oauthClient = (config: ClientConfig, region: Region): Client => ({
  client_id: config.clientId,
  [clockSkew]: aheadSeconds(config, region),
});

/**
 * The parameters that authenticate this client to a region: its id, and an assertion (RFC 7523) where it signs.
 * Call it inside what is retried: an assertion works once, and is used up by a request that fails later.
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
 * Makes a call that authenticates the client, and repeats it once when the refusal shows that our clock was wrong.
 * @param isRefusal Whether an answer is a refusal, for an endpoint that answers refusals like successes.
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
