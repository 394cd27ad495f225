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
import { type AccountRequest, requestAccount } from "./account-requests";
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
import type { Region } from "./regions";
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
type Parameters2<F extends (config: ClientConfig, request: never) => unknown> = Parameters<F>[1];

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
  return {
    requestAccount: (request: AccountRequest) => requestAccount(config, request),
    registerClient: (region: Region) => registerClient(config, region),
    exchangeCode: (grant: Parameters2<typeof exchangeCode>) => exchangeCode(config, grant),
    refreshTokens: (grant: Parameters2<typeof refreshTokens>) => refreshTokens(config, grant),
    provisionProject: (request: Parameters2<typeof provisionProject>) => provisionProject(config, request),
    getProject: (request: Parameters2<typeof getProject>) => getProject(config, request),
    rotateCredentials: (request: Parameters2<typeof rotateCredentials>) => rotateCredentials(config, request),
    removeResource: (request: Parameters2<typeof removeResource>) => removeResource(config, request),
    mintDeepLink: (request: Parameters2<typeof mintDeepLink>) => mintDeepLink(config, request),
    listSecretKeys: (request: Parameters2<typeof listSecretKeys>) => listSecretKeys(config, request),
    getSecretKey: (request: Parameters2<typeof getSecretKey>) => getSecretKey(config, request),
    createSecretKey: (request: Parameters2<typeof createSecretKey>) => createSecretKey(config, request),
    updateSecretKey: (request: Parameters2<typeof updateSecretKey>) => updateSecretKey(config, request),
    deleteSecretKey: (request: Parameters2<typeof deleteSecretKey>) => deleteSecretKey(config, request),
    rollSecretKey: (request: Parameters2<typeof rollSecretKey>) => rollSecretKey(config, request),
    listProxyRecords: (request: Parameters2<typeof listProxyRecords>) => listProxyRecords(config, request),
    getProxyRecord: (request: Parameters2<typeof getProxyRecord>) => getProxyRecord(config, request),
    createProxyRecord: (request: Parameters2<typeof createProxyRecord>) => createProxyRecord(config, request),
    deleteProxyRecord: (request: Parameters2<typeof deleteProxyRecord>) => deleteProxyRecord(config, request),
    retryProxyRecord: (request: Parameters2<typeof retryProxyRecord>) => retryProxyRecord(config, request),
    readLimits: (request: Parameters2<typeof readLimits>) => readLimits(config, request),
    listVerificationTokens: (request: Parameters2<typeof listVerificationTokens>) =>
      listVerificationTokens(config, request),
    createVerificationToken: (request: Parameters2<typeof createVerificationToken>) =>
      createVerificationToken(config, request),
    getVerificationToken: (request: Parameters2<typeof getVerificationToken>) =>
      getVerificationToken(config, request),
    deleteVerificationToken: (request: Parameters2<typeof deleteVerificationToken>) =>
      deleteVerificationToken(config, request),
  };
}
