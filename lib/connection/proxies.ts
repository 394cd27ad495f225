import { db } from "../db";
import { AppError } from "../failure";
import { isAnswerLost, isGone, nullIfGone, PostHogError } from "../posthog/errors";
import type { ProxyRecord, ProxyRecords } from "../posthog/proxy-records";
import { posthog } from "../posthog-client";
import { recordActivity } from "./activity";
import { SLOT } from "./connection";
import { withCredentialFor } from "./credentials-for";
import { describeProxy } from "./proxy-status";

/** The reverse proxies of the user's organization, and how many its plan allows. */
export async function listProxies(userId: string): Promise<ProxyRecords> {
  const proxies = await withCredentialFor(userId, "organization:read", (request) =>
    posthog().listProxyRecords(request),
  );
  await noteLiveProxy(userId, proxies.records);
  return proxies;
}

/** One proxy; null when it is gone. */
export function findProxy(userId: string, id: string): Promise<ProxyRecord | null> {
  return withCredentialFor(userId, "organization:read", (request) =>
    posthog().getProxyRecord({ ...request, id }),
  ).catch(nullIfGone);
}

/**
 * Adds a proxy on a domain. Asked once only; where the answer is lost or is a failure, the list tells.
 * @throws {AppError} `proxy_exists`, `proxy_domain_refused`.
 * @throws {PostHogError} what PostHog answered.
 */
export async function addProxy(userId: string, domain: string): Promise<void> {
  await withCredentialFor(userId, "organization:write", async (request) => {
    const isThere = async () => {
      const { records } = await posthog().listProxyRecords(request);
      return records.some((record) => record.domain === domain);
    };
    // PostHog answers a domain that is taken with a failure that says nothing.
    if (await isThere()) throw new AppError("proxy_exists");
    try {
      await posthog().createProxyRecord({ ...request, domain });
    } catch (error) {
      if (!isAnswerLost(error) || !(await isThere())) throw explained(error);
    }
    recordActivity(userId, { kind: "PROXY_ADDED", region: request.region });
  });
}

/**
 * Has PostHog start again with a proxy that failed.
 * @throws {AppError} `proxy_gone`.
 * @throws {PostHogError} `personal_api_key_unsupported` where only a browser may.
 */
export async function retryProxy(userId: string, id: string): Promise<void> {
  await withCredentialFor(userId, "organization:write", async (request) => {
    try {
      await posthog().retryProxyRecord({ ...request, id });
    } catch (error) {
      if (isGone(error)) throw new AppError("proxy_gone");
      const record = isAnswerLost(error) ? await posthog().getProxyRecord({ ...request, id }) : null;
      if (!record || describeProxy(record.status).mayRetry) throw error;
    }
    recordActivity(userId, { kind: "PROXY_RETRIED", region: request.region });
  });
}

/** Deletes a proxy. One that is gone already, or about to be, is what was wanted. */
export async function deleteProxy(userId: string, id: string): Promise<void> {
  await withCredentialFor(userId, "organization:write", async (request) => {
    try {
      await posthog().deleteProxyRecord({ ...request, id });
    } catch (error) {
      if (isGone(error)) return;
      if (!isAnswerLost(error)) throw error;
      const left = await posthog()
        .getProxyRecord({ ...request, id })
        .catch(nullIfGone);
      if (left && left.status !== "deleting") throw error;
    }
    recordActivity(userId, { kind: "PROXY_REMOVED", region: request.region });
  });
}

// Kept, so that the connection page can offer the domain without asking PostHog each time.
async function noteLiveProxy(userId: string, records: readonly ProxyRecord[]): Promise<void> {
  const live = records.find(({ status }) => describeProxy(status).isLive)?.domain ?? null;
  await db().$executeRaw`
    UPDATE "Connection" SET "proxyDomain" = ${live}::text
    WHERE "userId" = ${userId} AND "slot" = ${SLOT} AND "proxyDomain" IS DISTINCT FROM ${live}::text`;
}

/** Any organization may have the domain already; PostHog only breaks on that, unless its workflows are down. */
function explained(error: unknown): unknown {
  if (!(error instanceof PostHogError) || error.code !== "server_error") return error;
  return error.details.detail?.includes("workflow") ? error : new AppError("proxy_domain_refused");
}
