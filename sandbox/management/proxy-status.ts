import { findUser } from "../core/directory";
import { sendMail } from "../core/mail";
import type { Region } from "../core/region";
import type { ProxyRecord, ProxyStatus } from "../store/keys";

/** How long PostHog looks for the DNS record before it gives up. */
const PATIENCE_MS = 7 * 86_400_000;

/** Moves a record to another state. A message belongs to the state it was given in. */
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
  if (goesLive) announce(region, record);
}

/** The one change that comes by itself. Nobody has to be there: it is made up for when somebody looks. */
export function letWaitingTimeOut(region: Region): void {
  for (const record of region.store.proxyRecords.values()) {
    const timeout = record.waitingSince + PATIENCE_MS;
    if (record.status === "waiting" && timeout <= region.clock.now()) {
      moveProxyRecord(region, record, "timed_out", null, timeout);
    }
  }
}

/** Moves a record as PostHog would next if all went well; `false` when that is the end of the record. */
export function advanceProxyRecord(region: Region, record: ProxyRecord): boolean {
  const next = NATURAL_STEPS[record.status];
  if (next === "gone") return !region.store.proxyRecords.delete(record.id);
  if (next) moveProxyRecord(region, record, next);
  return true;
}

/** Only a retry brings a failed record back, so nothing comes next for those. */
const NATURAL_STEPS: Record<ProxyStatus, ProxyStatus | "gone" | null> = {
  waiting: "issuing",
  issuing: "valid",
  valid: "valid",
  warning: "valid",
  erroring: null,
  timed_out: null,
  deleting: "gone",
};

function announce(region: Region, { organizationId, domain }: ProxyRecord): void {
  for (const { userId, organizationId: id, level } of region.store.memberships) {
    const user = id === organizationId && level !== "member" ? findUser(region, userId) : undefined;
    if (!user) continue;
    const text = `Your managed reverse proxy for ${domain} is live. Set api_host to https://${domain} to send events through it.`;
    sendMail(region, user.email, "Your managed reverse proxy is live", text, []);
  }
}

/** Events that are sent to its domain arrive. */
export const isLive = ({ status }: ProxyRecord) => status === "valid" || status === "warning";
