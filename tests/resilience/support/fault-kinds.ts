import type { ErrorCode } from "../../../lib/failure";

export interface FaultKind {
  /** Column of the table. */
  readonly name: string;
  /** As the sandbox's control API takes it. */
  readonly fault: Readonly<Record<string, unknown>>;
  /** What the app makes of it, unless the call itself says otherwise. */
  readonly code: ErrorCode;
  /** One of its class, for the short form. */
  readonly short?: true;
}

const status = (code: number, body?: unknown, headers?: Record<string, string>) => ({
  kind: "status",
  status: code,
  ...(body === undefined ? {} : { body }),
  ...(headers === undefined ? {} : { headers }),
});

const refusal = (code: string) => ({ type: "error", error: { code, message: "No." } });

/** Everything that can come back instead of an answer. */
export const FAULT_KINDS: readonly FaultKind[] = [
  { name: "timeout", fault: { kind: "hang" }, code: "timeout", short: true },
  { name: "reset", fault: { kind: "reset" }, code: "network" },
  { name: "dropped response", fault: { kind: "drop_response" }, code: "network", short: true },
  { name: "truncated", fault: { kind: "truncate" }, code: "network" },
  { name: "malformed", fault: { kind: "malformed" }, code: "unexpected_response", short: true },
  { name: "HTML", fault: { kind: "html" }, code: "unexpected_response" },
  { name: "400 unknown code", fault: status(400, refusal("flux_reversed")), code: "unknown_error" },
  { name: "401", fault: status(401, refusal("unauthorized")), code: "unauthorized", short: true },
  { name: "403", fault: status(403, refusal("forbidden")), code: "forbidden" },
  { name: "404", fault: status(404, refusal("not_found")), code: "not_found" },
  { name: "409", fault: status(409, refusal("project_id_conflict")), code: "project_id_conflict" },
  {
    name: "429 Retry-After",
    fault: status(429, refusal("rate_limited"), { "retry-after": "30" }),
    code: "rate_limited",
    short: true,
  },
  { name: "429", fault: status(429, refusal("rate_limited")), code: "rate_limited" },
  { name: "500", fault: status(500, "Internal Server Error"), code: "unexpected_response" },
  {
    name: "502 flat",
    fault: status(502, { error: { code: "proxy_failed", message: "Failed to route to correct region" } }),
    code: "proxy_failed",
    short: true,
  },
  { name: "503", fault: status(503), code: "unexpected_response" },
];
