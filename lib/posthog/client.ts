/**
 * Client for PostHog's provisioning API, for partners. The whole flow:
 *
 *   1. `requestAccount` with the user's e-mail address and a PKCE challenge. A new user gets an authorization
 *      code at once; an existing one must agree on PostHog's consent page, which sends the browser to our
 *      callback with a code and PostHog's own `state`.
 *   2. `exchangeCode` turns the code and the PKCE code verifier into an access and a refresh token.
 *   3. `provisionProject` fetches the project and its public token.
 *   4. On each click, `mintDeepLink` makes a link that opens once and logs the user in.
 *   5. `refreshTokens` once an hour; every refresh token works once.
 *   6. Finally, `removeResource` removes the project from the grant, and `revokeToken` revokes the grant.
 *
 * A confidential client authenticates in steps 1, 2 and 5, and when it revokes: pass an `authenticate` function to
 * `configureClient`, such as oauth4webapi's `PrivateKeyJwt()`.
 *
 * Every call is a function that takes the configuration first. This folder depends on no framework, database or
 * environment: copy it, call `configureClient`, and pass the result to the functions.
 */
import { None } from "oauth4webapi";
import type { ClientConfig } from "./config.ts";
import { createResilience } from "./resilience.ts";
import { ServerClocks } from "./server-clocks.ts";

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_REGISTRATION_TIMEOUT_MS = 60_000;

/** @param options Where PostHog is and who the client is; everything else has a default. */
export function configureClient(
  options: Pick<ClientConfig, "baseUrls" | "clientId"> & Partial<ClientConfig>,
): ClientConfig {
  return {
    authenticate: None(),
    fetch: globalThis.fetch,
    now: Date.now,
    clocks: new ServerClocks(),
    timeoutMs: DEFAULT_TIMEOUT_MS,
    registrationTimeoutMs: DEFAULT_REGISTRATION_TIMEOUT_MS,
    deadline: () => undefined,
    resilience: createResilience(),
    ...options,
  };
}
