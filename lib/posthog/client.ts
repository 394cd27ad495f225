/**
 * PostHog's provisioning API, from a partner's side. The whole story:
 *
 *   1. `requestAccount` with the user's e-mail address and a PKCE challenge. A new user gets an authorization
 *      code at once; an existing one must agree on PostHog's consent page, which sends the browser to our
 *      callback with a code and PostHog's own `state`.
 *   2. `exchangeCode` turns the code and the PKCE verifier into an access and a refresh token.
 *   3. `provisionProject` fetches the project and its public token.
 *   4. On each click, `mintDeepLink` makes a link that opens once and logs the user in.
 *   5. `refreshTokens` once an hour; every refresh token works once.
 *
 * A confidential client proves itself in 1, 2 and 5: give it `authenticate`, as oauth4webapi's `PrivateKeyJwt` makes it.
 *
 * This folder depends on no framework, database or environment: copy it and call `createPostHogClient`.
 */
import { None } from "oauth4webapi";
import { requestAccount } from "./account-requests";
import { registerClient } from "./client-registration";
import { type ClientConfig, DEFAULT_TIMEOUT_MS } from "./config";
import { mintDeepLink } from "./deep-links";
import { readLimits } from "./limits";
import {
  createProxyRecord,
  deleteProxyRecord,
  getProxyRecord,
  listProxyRecords,
  retryProxyRecord,
} from "./proxy-records";
import { createResilience } from "./resilience";
import { getProject, provisionProject, removeResource, rotateCredentials } from "./resources";
import {
  createSecretKey,
  deleteSecretKey,
  getSecretKey,
  listSecretKeys,
  rollSecretKey,
  updateSecretKey,
} from "./secret-keys";
import { ServerClocks } from "./server-clocks";
import { exchangeCode, refreshTokens } from "./tokens";
import {
  createVerificationToken,
  deleteVerificationToken,
  getVerificationToken,
  listVerificationTokens,
} from "./verification-tokens";

type Options = Pick<ClientConfig, "baseUrls" | "clientId"> & Partial<ClientConfig>;

export type PostHogClient = ReturnType<typeof createPostHogClient>;

export function createPostHogClient(options: Options) {
  const config: ClientConfig = {
    authenticate: None(),
    fetch: globalThis.fetch,
    now: Date.now,
    clocks: new ServerClocks(),
    timeoutMs: DEFAULT_TIMEOUT_MS,
    deadline: () => undefined,
    resilience: createResilience(),
    ...options,
  };
  const bind =
    <Input, Output>(call: (config: ClientConfig, input: Input) => Output) =>
    (input: Input): Output =>
      call(config, input);
  return {
    requestAccount: bind(requestAccount),
    registerClient: bind(registerClient),
    exchangeCode: bind(exchangeCode),
    refreshTokens: bind(refreshTokens),
    provisionProject: bind(provisionProject),
    getProject: bind(getProject),
    rotateCredentials: bind(rotateCredentials),
    removeResource: bind(removeResource),
    mintDeepLink: bind(mintDeepLink),
    listSecretKeys: bind(listSecretKeys),
    getSecretKey: bind(getSecretKey),
    createSecretKey: bind(createSecretKey),
    updateSecretKey: bind(updateSecretKey),
    deleteSecretKey: bind(deleteSecretKey),
    rollSecretKey: bind(rollSecretKey),
    listProxyRecords: bind(listProxyRecords),
    getProxyRecord: bind(getProxyRecord),
    createProxyRecord: bind(createProxyRecord),
    deleteProxyRecord: bind(deleteProxyRecord),
    retryProxyRecord: bind(retryProxyRecord),
    readLimits: bind(readLimits),
    listVerificationTokens: bind(listVerificationTokens),
    createVerificationToken: bind(createVerificationToken),
    getVerificationToken: bind(getVerificationToken),
    deleteVerificationToken: bind(deleteVerificationToken),
  };
}
