import { recordActivity } from "@/lib/connection/activity";
import { posthog } from "@/lib/identity/client";
import { db } from "@/lib/platform/db";
import { isAnswerLost, isGone, nullIfGone, PostHogError } from "@/lib/posthog/errors";
import type { ConnectionGrant, ConnectionOwner } from "@/lib/tokens/owner";
import { withCredentialFor } from "../personal-api-key/credentials";
import type { ProxyRecord, ProxyRecords } from "./api";
import * as api from "./api";
import { refuse } from "./messages";
import { describeProxy } from "./status";

/** The reverse proxies of the owner's organization, and how many its plan allows. */
export async function listProxies(owner: ConnectionOwner): Promise<ProxyRecords> {
  return withCredentialFor(owner, "organization:read", async (request) => {
    const proxies = await api.listProxyRecords(posthog(), request);
    await saveLiveDomain(request.grant, proxies.records);
    return proxies;
  });
}

/** One proxy; null when it is gone. */
export function findProxy(owner: ConnectionOwner, id: string): Promise<ProxyRecord | null> {
  return withCredentialFor(owner, "organization:read", (request) =>
    api.getProxyRecord(posthog(), { ...request, id }),
  ).catch(nullIfGone);
}

/**
 * Adds a proxy on a domain. Sends one request only; when its answer is lost or a 500, the list shows the outcome.
 * @throws {AppError} `proxy_exists`, `proxy_domain_refused`.
 * @throws {PostHogError} what PostHog answered.
 */
export async function addProxy(owner: ConnectionOwner, domain: string): Promise<void> {
  await withCredentialFor(owner, "organization:write", async (request) => {
    const isThere = async () => {
      const { records } = await api.listProxyRecords(posthog(), request);
      return records.some((record) => record.domain === domain);
    };
    // PostHog answers a domain that is taken with a 500 that does not say why.
    if (await isThere()) throw refuse("proxy_exists");
    try {
      await api.createProxyRecord(posthog(), { ...request, domain });
    } catch (error) {
      if (!isAnswerLost(error) || !(await isThere())) throw explained(error);
    }
    recordActivity(owner.userId, { action: "add_proxy", region: request.region });
  });
}

/**
 * Restarts the set-up of a proxy that failed.
 * @throws {AppError} `proxy_gone`.
 * @throws {PostHogError} `personal_api_key_unsupported` where only a browser session may.
 */
export async function retryProxy(owner: ConnectionOwner, id: string): Promise<void> {
  await withCredentialFor(owner, "organization:write", async (request) => {
    try {
      await api.retryProxyRecord(posthog(), { ...request, id });
    } catch (error) {
      if (isGone(error)) throw refuse("proxy_gone");
      const record = isAnswerLost(error) ? await api.getProxyRecord(posthog(), { ...request, id }) : null;
      if (!record || describeProxy(record.status).mayRetry) throw error;
    }
    recordActivity(owner.userId, { action: "retry_proxy", region: request.region });
  });
}

/** Deletes a proxy. A proxy that is gone already, or being deleted, counts as deleted. */
export async function deleteProxy(owner: ConnectionOwner, id: string): Promise<void> {
  await withCredentialFor(owner, "organization:write", async (request) => {
    try {
      await api.deleteProxyRecord(posthog(), { ...request, id });
    } catch (error) {
      if (isGone(error)) return;
      if (!isAnswerLost(error)) throw error;
      const left = await api.getProxyRecord(posthog(), { ...request, id }).catch(nullIfGone);
      if (left && left.status !== "deleting") throw error;
    }
    recordActivity(owner.userId, { action: "delete_proxy", region: request.region });
  });
}

// Stored, so that the connection page can offer the domain without a call to PostHog each time.
async function saveLiveDomain(grant: ConnectionGrant, records: readonly ProxyRecord[]): Promise<void> {
  const live = records.find(({ status }) => describeProxy(status).isLive)?.domain ?? null;
  await db().$executeRaw`
    UPDATE "Connection" SET "proxyDomain" = ${live}::text WHERE "userId" = ${grant.userId}
      AND "partnerProjectId" = ${grant.partnerProjectId} AND "connectedAt" = ${grant.connectedAt} AND "proxyDomain" IS DISTINCT FROM ${live}::text`;
}

/** PostHog answers 500 both for a domain that any organization already has, and for its own broken workflows. */
function explained(error: unknown): unknown {
  if (!(error instanceof PostHogError) || error.code !== "server_error") return error;
  return error.details.detail?.includes("workflow") ? error : refuse("proxy_domain_refused");
}
