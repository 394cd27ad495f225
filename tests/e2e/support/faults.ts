import type { Fault } from "../../support/sandbox";

/** PostHog refuses to mint a link, as it does for a partner without deep links. */
export const LINKS_NOT_ENABLED: Fault = {
  method: "POST",
  path: "/api/agentic/provisioning/deep_links",
  kind: "status",
  status: 403,
  headers: { "x-request-id": "req-for-support" },
  body: {
    status: "error",
    id: "",
    error: { code: "deep_links_not_enabled", message: "Deep links are not enabled for this partner" },
  },
};

/** PostHog rate-limits a path, and asks to retry after this many seconds. */
export const rateLimited = (path: string, seconds: number): Fault => ({
  method: "POST",
  path,
  kind: "status",
  status: 429,
  headers: { "retry-after": String(seconds) },
  body: { status: "error", id: "", error: { code: "rate_limited", message: "slow down" } },
});
