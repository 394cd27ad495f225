import { findUser } from "../core/directory";
import { sendMail } from "../core/mail";
import type { Region } from "../core/region";
import type { ProxyRecord, ProxyStatus } from "../store/keys";

/** How long PostHog waits for the DNS record. */
const DNS_TIMEOUT_MS = 7 * 86_400_000;

/** Sets a record's status. Its message is replaced too, because it described the old status. */
export function moveProxyRecord(
  region: Region,
  record: ProxyRecord,
  status: ProxyStatus,
  message: string | null = status === "valid" ? "" : null,
  at = region.clock.now(),
): void {
  const goesLive = status === "valid" && (record.status === "waiting" || record.status === "issuing");
  if (status === "waiting" && record.status !== "waiting") record.waitingSince = at;
  record.status = status;
  record.message = message;
  record.updatedAt = at;
  if (goesLive) notifyAdmins(region, record);
}

/** Times out records that have waited too long. Called before each read, instead of by a timer. */
export function timeOutWaitingRecords(region: Region): void {
  for (const record of region.store.proxyRecords.values()) {
    const timeout = record.waitingSince + DNS_TIMEOUT_MS;
    if (record.status === "waiting" && timeout <= region.clock.now()) {
      moveProxyRecord(region, record, "timed_out", null, timeout);
    }
  }
}

/** Moves a record to its next status on the success path. Returns false if that deletes the record. */
export function advanceProxyRecord(region: Region, record: ProxyRecord): boolean {
  const next = NEXT_STATUS[record.status];
  if (next === "deleted") return !region.store.proxyRecords.delete(record.id);
  if (next) moveProxyRecord(region, record, next);
  return true;
}

/** `null`: only a retry changes the status. */
const NEXT_STATUS: Record<ProxyStatus, ProxyStatus | "deleted" | null> = {
  waiting: "issuing",
  issuing: "valid",
  valid: "valid",
  warning: "valid",
  erroring: null,
  timed_out: null,
  deleting: "deleted",
};

function notifyAdmins(region: Region, { organizationId, domain }: ProxyRecord): void {
  for (const { userId, organizationId: id, level } of region.store.memberships) {
    const user = id === organizationId && level !== "member" ? findUser(region, userId) : undefined;
    if (!user) continue;
    const text = `Your managed reverse proxy for ${domain} is live. Set api_host to https://${domain} to send events through it.`;
    sendMail(region, user.email, "Your managed reverse proxy is live", text, []);
  }
}

/** Whether the proxy accepts events on its domain. */
export const isLive = ({ status }: ProxyRecord) => status === "valid" || status === "warning";
