import { setTimeout as sleep } from "node:timers/promises";
import { requestAccount } from "../../../lib/posthog/account-requests";
import { registerClient } from "../../../lib/posthog/client-registration";
import type { ClientConfig } from "../../../lib/posthog/config";
import { mintDeepLink } from "../../../lib/posthog/deep-links";
import { PostHogError } from "../../../lib/posthog/errors";
import { introspectToken } from "../../../lib/posthog/introspection";
import { readLimits } from "../../../lib/posthog/limits";
import { callManagementApi } from "../../../lib/posthog/management";
import { readProjectName } from "../../../lib/posthog/project-name";
import type { Region } from "../../../lib/posthog/regions";
import {
  getProject,
  provisionProject,
  removeResource,
  rotateCredentials,
} from "../../../lib/posthog/resources";
import { revokeToken } from "../../../lib/posthog/revocation";
import { createPkcePair, exchangeCode, refreshTokens } from "../../../lib/posthog/tokens";
import * as expected from "./expectations";
import { type Expectation, findDifferences } from "./expectations";
import { recordExchanges } from "./recorder";

const MOST_TRIES = 12;

export interface ProbeOptions {
  readonly region: Region;
  /** An address that PostHog has never seen. */
  readonly email: string;
  readonly scopes: readonly string[];
}

/** One step of the flow, and how PostHog's answers in it differed. */
export interface ProbedStep {
  readonly name: string;
  readonly differences: readonly string[];
}

/**
 * Runs the real flow once with a new account, provokes the refusals that this code distinguishes, and revokes the
 * grant. If the flow cannot continue after a step, only the clean-up follows.
 */
export async function* probe(wire: ClientConfig, options: ProbeOptions): AsyncGenerator<ProbedStep> {
  const { region, email, scopes } = options;
  const { config, takeExchanges } = recordExchanges(wire);

  /** Runs a call and checks PostHog's answers. A failed call is judged by its answers, not by its error. */
  async function step<T>(name: string, knows: Expectation, call: () => Promise<T>) {
    const result = await call().then(
      (value) => ({ value }),
      (error) => {
        if (error instanceof PostHogError) return { error };
        throw error;
      },
    );
    const exchanges = takeExchanges();
    const differences = exchanges.flatMap((exchange) => findDifferences(exchange, knows));
    if (exchanges.length === 0)
      differences.push("error" in result ? `no answer (${result.error.code})` : "no call");
    return { value: "value" in result ? result.value : undefined, step: { name, differences } };
  }

  const discovery = await step("Discovery document", { 200: expected.discoveryDocument }, () =>
    config.fetch(new URL("/.well-known/oauth-authorization-server", config.baseUrls[region])),
  );
  yield discovery.step;

  const registration = { 200: expected.registration, 404: expected.anything };
  yield (await step("Registration", registration, () => registerClient(config, region))).step;

  const pkce = await createPkcePair();
  const request = { id: crypto.randomUUID(), email, region, scopes, codeChallenge: pkce.codeChallenge };
  const account = { 200: expected.newAccount, 202: expected.registering };
  let created = await step("New account", account, () => requestAccount(config, request));
  for (let tries = 1; created.value?.type === "registering" && tries < MOST_TRIES; tries += 1) {
    await sleep(created.value.retryAfterSeconds * 1000);
    created = await step("New account", account, () => requestAccount(config, request));
  }
  yield created.step;
  if (created.value?.type !== "oauth") return;

  const code = { region, code: created.value.code, codeVerifier: pkce.codeVerifier };
  const exchanged = await step("Code", { 200: expected.tokensWithAccount }, () => exchangeCode(config, code));
  yield exchanged.step;
  const usedUp = { 400: expected.refusal("invalid_grant") };
  yield (await step("Used code", usedUp, () => exchangeCode(config, code))).step;
  let tokens = exchanged.value?.tokens;
  if (!tokens) return;

  let projectId: string | undefined;
  try {
    const introspection = { 200: expected.introspection, 403: expected.anything, 404: expected.anything };
    const first = { region, accessToken: tokens.accessToken };
    yield (await step("Introspection", introspection, () => introspectToken(config, first))).step;
    const provisioned = await step("Project", { 200: expected.resource }, () =>
      provisionProject(config, first),
    );
    yield provisioned.step;
    projectId = provisioned.value?.id;
    if (!projectId) return;

    const old = { region, refreshToken: tokens.refreshToken };
    const refreshed = await step("Refresh", { 200: expected.tokens }, () => refreshTokens(config, old));
    yield refreshed.step;
    tokens = refreshed.value ?? tokens;
    yield (await step("Used refresh token", usedUp, () => refreshTokens(config, old))).step;

    const access = { region, accessToken: tokens.accessToken };
    const mine = { ...access, projectId };
    const bearer = { region, credential: tokens.accessToken, projectId };
    const refused = { 403: expected.refusal("forbidden") };
    yield (await step("Reading", { 200: expected.resource }, () => getProject(config, mine))).step;
    yield (await step("Project of others", refused, () => getProject(config, { ...access, projectId: "1" })))
      .step;
    const links = { 200: expected.deepLink, 403: expected.refusal("forbidden", "deep_links_not_enabled") };
    yield (await step("Link", links, () => mintDeepLink(config, access))).step;
    const limits = { 200: expected.limits, 404: expected.anything };
    yield (await step("Limits", limits, () => readLimits(config, access))).step;
    yield (await step("Rotation", { 200: expected.resource }, () => rotateCredentials(config, mine))).step;
    yield (await step("Name", { 200: expected.project }, () => readProjectName(config, bearer))).step;
    yield (await step("Query", { 200: expected.queryResult }, () => countEvents(config, bearer))).step;
    const again = { ...request, id: crypto.randomUUID() };
    yield (await step("Known account", { 200: expected.knownAccount }, () => requestAccount(config, again)))
      .step;
  } finally {
    const { accessToken, refreshToken } = tokens;
    if (projectId) {
      const mine = { region, accessToken, projectId };
      const removed = { 200: expected.removed };
      yield (await step("Removal", removed, () => removeResource(config, mine))).step;
      const ended = { 401: expected.refusal("unauthorized") };
      yield (await step("Removed project", ended, () => getProject(config, mine))).step;
    }
    const revoked = { 200: expected.anything, 404: expected.anything };
    yield (await step("Revocation", revoked, () => revokeToken(config, { region, refreshToken }))).step;
    yield (await step("Revoked token", usedUp, () => refreshTokens(config, { region, refreshToken }))).step;
  }
}

const countEvents = (
  config: ClientConfig,
  bearer: { region: Region; credential: string; projectId: string },
) =>
  callManagementApi(config, {
    ...bearer,
    method: "POST",
    path: `/api/projects/${bearer.projectId}/query/`,
    body: { query: { kind: "HogQLQuery", query: "select count() from events" } },
    schema: expected.queryResult,
  });
