import { createHash, randomUUID } from "node:crypto";
import type { Region } from "../core/region";
import type { Body } from "../http/body";
import { notFound, serverError } from "../http/errors";
import type { ProxyRecord } from "../store/keys";
import type { Organization, User } from "../store/people";
import { readText } from "./fields";
import { ProxyError } from "./proxy-error";
import { moveProxyRecord, timeOutWaitingRecords } from "./proxy-status";

const CNAME_BASES = {
  US: "cf-prod-us-proxy.proxyhog.com.",
  EU: "cf-prod-eu-proxy.europehog.com.",
} as const;

/** The length of the database column. PostHog does not validate it, so a longer domain causes a 500. */
const DOMAIN_LENGTH = 64;
const DEFAULT_LIMIT = 2;

/** Newest first. */
export function listProxyRecords(region: Region, { id }: Organization): ProxyRecord[] {
  timeOutWaitingRecords(region);
  return [...region.store.proxyRecords.values()].filter((record) => record.organizationId === id).reverse();
}

export const proxyLimitOf = ({ maxProxyRecords }: Organization) => maxProxyRecords ?? DEFAULT_LIMIT;

export function requireProxyRecord(region: Region, organization: Organization, id = ""): ProxyRecord {
  // PostHog passes the id to a UUID column without validation, so any other text causes a 500.
  if (!/^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(id)) throw serverError();
  timeOutWaitingRecords(region);
  const record = region.store.proxyRecords.get(id.toLowerCase());
  if (record?.organizationId !== organization.id) throw notFound();
  return record;
}

export function createProxyRecord(
  region: Region,
  organization: Organization,
  user: User,
  body: Body,
): ProxyRecord {
  const domain = readText(body, "domain");
  const limit = proxyLimitOf(organization);
  if (listProxyRecords(region, organization).length >= limit) {
    throw new ProxyError(400, `Maximum of ${limit} proxy records per organization.`);
  }
  // PostHog validates neither: the database refuses a domain that is taken or too long, which causes a 500.
  if (isTaken(region, domain) || [...domain].length > DOMAIN_LENGTH) throw serverError();
  if (isEngineDown(region)) throw new ProxyError(500, "Failed to start provisioning workflow.");
  const now = region.clock.now();
  const record: ProxyRecord = {
    id: randomUUID(),
    organizationId: organization.id,
    domain,
    targetCname: targetCnameFor(region, organization, domain),
    status: "waiting",
    message: null,
    waitingSince: now,
    createdBy: user.id,
    createdAt: now,
    updatedAt: now,
  };
  region.store.proxyRecords.set(record.id, record);
  return record;
}

/** A record that was never set up is deleted at once. Otherwise a deletion workflow starts. */
export function deleteProxyRecord(region: Region, record: ProxyRecord): void {
  if (isIdle(record)) {
    region.store.proxyRecords.delete(record.id);
    return;
  }
  // A second deletion would start the same workflow again, which fails while it is running.
  if (isEngineDown(region) || record.status === "deleting") {
    throw new ProxyError(500, "Failed to start deletion workflow.");
  }
  moveProxyRecord(region, record, "deleting");
}

export function retryProxyRecord(region: Region, record: ProxyRecord): void {
  if (!canRetry(record)) throw new ProxyError(400, `Cannot retry proxy in ${record.status} state.`);
  if (isEngineDown(region)) {
    moveProxyRecord(region, record, "erroring");
    throw new ProxyError(500, "Failed to start retry workflow.");
  }
  moveProxyRecord(region, record, "waiting");
}

export const canRetry = ({ status }: ProxyRecord) => status === "erroring" || status === "timed_out";

const isIdle = (record: ProxyRecord) => record.status === "waiting" || canRetry(record);
export const isEngineDown = ({ settings }: Region) => settings.workflowEngine === "down";

function isTaken(region: Region, domain: string): boolean {
  for (const record of region.store.proxyRecords.values()) if (record.domain === domain) return true;
  return false;
}

/** Depends only on organization and domain, so a record that is created again keeps its DNS entry. */
function targetCnameFor(region: Region, organization: Organization, domain: string): string {
  const hash = createHash("sha256").update(organization.id).update(domain).digest("hex");
  return `${hash.slice(0, 20)}.${CNAME_BASES[region.name]}`;
}
