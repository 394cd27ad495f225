import { type AuthorizationServer, type Client, clockSkew } from "oauth4webapi";
import type { ClientConfig } from "./config";
import { PostHogError } from "./errors";
import type { Region } from "./regions";

/** What PostHog allows an assertion to be misdated. */
const LEEWAY_SECONDS = 30;

/** A region as the OAuth library knows it. Its origin is the audience of the assertions that are sent there. */
export function authorizationServer({ baseUrls }: ClientConfig, region: Region) {
  const issuer = baseUrls[region];
  return { issuer, token_endpoint: `${issuer}/api/agentic/oauth/token` } satisfies AuthorizationServer;
}

/** This client, dating what it signs by the clock of the region. */
export const oauthClient = (config: ClientConfig, region: Region): Client => ({
  client_id: config.clientId,
  [clockSkew]: aheadSeconds(config, region),
});

/**
 * The parameters by which this client proves to a region who it is. Call it inside what is retried: an assertion
 * works once, and is spent by a request that fails later.
 */
export async function proveClient(config: ClientConfig, region: Region): Promise<Record<string, string>> {
  const [server, client] = [authorizationServer(config, region), oauthClient(config, region)];
  const proof = new URLSearchParams();
  await config.authenticate(server, client, proof, new Headers());
  return Object.fromEntries(proof);
}

/**
 * Makes a call that proves the client, and once more when the refusal shows that the proof was misdated.
 * @param isRefusal Whether an answer is one, where PostHog puts its refusals into those.
 */
export async function withProof<T>(
  config: ClientConfig,
  region: Region,
  call: () => Promise<T>,
  isRefusal: (answer: T) => boolean = () => false,
): Promise<T> {
  const believed = aheadSeconds(config, region);
  const isMisdated = () => Math.abs(aheadSeconds(config, region) - believed) > LEEWAY_SECONDS;
  try {
    const answer = await call();
    if (!isRefusal(answer) || !isMisdated()) return answer;
  } catch (error) {
    const refused = error instanceof PostHogError && ["invalid_client", "unauthorized"].includes(error.code);
    if (!refused || !isMisdated()) throw error;
  }
  return call();
}

const aheadSeconds = ({ clocks, baseUrls }: ClientConfig, region: Region): number =>
  clocks.aheadSeconds(baseUrls[region]);
