import { restTimestamp } from "../core/clock";
import type { Region } from "../core/region";
import { countCall, waitFor } from "../core/window";
import type { ProxyRecord, ProxyStatus } from "../store/keys";
import type { User } from "../store/people";
import { ProxyError } from "./proxy-error";
import { isEngineDown } from "./proxy-records";

const PAUSE_SECONDS = 30;

/** PostHog's checks, in its order. */
const CHECKS = [
  { id: "cname", name: "CNAME record" },
  { id: "live_event", name: "Live event" },
  { id: "cloudflare", name: "Cloudflare proxying" },
  { id: "caa", name: "CAA records" },
  { id: "http_challenge", name: "HTTP challenge" },
  { id: "cert_expiry", name: "Certificate expiry" },
] as const;

type Check = (typeof CHECKS)[number];
type Remedy = "dns" | "config" | "wait" | "retry";

interface Finding {
  check: Check["id"];
  status: "warned" | "failed";
  detail: string;
  remedy: Remedy;
  todo: string;
  /** The other checks that ran and passed. The rest are skipped. */
  passed: Check["id"][];
}

/** Diagnoses a proxy. The sandbox makes no DNS or HTTP requests: the findings follow from the record's status. */
export function diagnoseProxyRecord(region: Region, record: ProxyRecord, user: User) {
  const window = { key: `diagnosis ${record.id} ${user.id}`, limit: 1, seconds: PAUSE_SECONDS };
  if (waitFor(region, window) > 0) {
    const detail = "A diagnostic was just run for this proxy. Please wait a few seconds before trying again.";
    throw new ProxyError(429, detail);
  }
  if (isEngineDown(region)) {
    const detail =
      "Couldn't run diagnostics for this proxy. Please try again in a few minutes; if this keeps happening, contact PostHog support.";
    throw new ProxyError(500, detail);
  }
  countCall(region, window);
  const finding = FINDINGS[record.status](record);
  return {
    ran_at: restTimestamp(region.clock.now()),
    summary: summarize(finding),
    checks: CHECKS.map((check) => presentCheck(check, record, finding)),
  };
}

const noRecord = (todo: string): Finding => ({
  check: "cname",
  status: "failed",
  detail: "No CNAME or A record DNS records found",
  remedy: "dns",
  todo,
  passed: [],
});

const FINDINGS: Record<ProxyStatus, (record: ProxyRecord) => Finding | null> = {
  waiting: ({ message }) =>
    message?.includes("Cloudflare")
      ? {
          check: "cloudflare",
          status: "failed",
          detail: "The DNS record has Cloudflare proxying enabled",
          remedy: "config",
          todo: "Turn off Cloudflare proxying for this DNS record.",
          passed: ["cname"],
        }
      : noRecord("Add the CNAME record to the DNS of your domain."),
  issuing: () => ({
    check: "http_challenge",
    status: "warned",
    detail: "The certificate is being issued",
    remedy: "wait",
    todo: "Wait: this can take up to an hour.",
    passed: ["cname", "cloudflare", "caa"],
  }),
  valid: () => null,
  warning: ({ message }) => ({
    check: "cert_expiry",
    status: "warned",
    detail: message || "Live proxy certificate is expiring soon",
    remedy: "config",
    todo: "Make sure that nothing prevents the certificate from being renewed.",
    passed: ["cname", "live_event", "cloudflare", "caa", "http_challenge"],
  }),
  erroring: ({ message }) => ({
    check: "live_event",
    status: "failed",
    detail: message || "Failed to connect to proxy",
    remedy: "retry",
    todo: "Fix the problem that the message describes, then retry.",
    passed: ["cname"],
  }),
  timed_out: () => noRecord("Add the CNAME record to the DNS of your domain, then retry."),
  deleting: () => ({
    check: "live_event",
    status: "warned",
    detail: "The proxy is being deleted",
    remedy: "wait",
    todo: "Wait until it is deleted, then remove the DNS record.",
    passed: [],
  }),
};

function summarize(finding: Finding | null) {
  if (!finding) return { status: "healthy", primary_issue: null, next_action: null };
  const status = finding.status === "failed" ? "fail" : "warn";
  return { status, primary_issue: finding.check, next_action: finding.todo };
}

function presentCheck({ id, name }: Check, record: ProxyRecord, finding: Finding | null) {
  if (!finding || finding.passed.includes(id)) {
    return { id, name, status: "passed", detail: "No problem found", remediation: null };
  }
  if (finding.check !== id) return { id, name, status: "skipped", detail: "Not checked", remediation: null };
  const cname = { name: record.domain, type: "CNAME", value: record.targetCname };
  return {
    id,
    name,
    status: finding.status,
    detail: finding.detail,
    remediation: {
      type: finding.remedy,
      summary: finding.todo,
      records: finding.remedy === "dns" ? [cname] : [],
    },
  };
}
