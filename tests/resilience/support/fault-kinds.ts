import { connectionMessages } from "../../../lib/connection/messages";
import { posthogMessages } from "../../../lib/connection/posthog-messages";

/** What the app may say about a fault. */
export const WORDS = { ...posthogMessages, ...connectionMessages };

export type ErrorCode = keyof typeof WORDS;

export interface FaultKind {
  /** Row of the table. */
  readonly name: string;
  /** As the sandbox's control API takes it. */
  readonly fault: Readonly<Record<string, unknown>>;
  /** Error codes that the app may report for it, unless the call says otherwise. */
  readonly codes: readonly ErrorCode[];
  /** Represents its class in the short run. */
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
  { name: "timeout", fault: { kind: "hang" }, codes: ["timeout"], short: true },
  { name: "reset", fault: { kind: "reset" }, codes: ["network"] },
  { name: "dropped response", fault: { kind: "drop_response" }, codes: ["network"], short: true },
  { name: "truncated", fault: { kind: "truncate" }, codes: ["network", "unexpected_response"] },
  { name: "malformed", fault: { kind: "malformed" }, codes: ["unexpected_response"], short: true },
  { name: "HTML", fault: { kind: "html" }, codes: ["unexpected_response"] },
  { name: "400 unknown code", fault: status(400, refusal("flux_reversed")), codes: ["unknown_error"] },
  { name: "401", fault: status(401, refusal("unauthorized")), codes: ["unauthorized"], short: true },
  { name: "403", fault: status(403, refusal("forbidden")), codes: ["forbidden"] },
  { name: "404", fault: status(404, refusal("not_found")), codes: ["not_found"] },
  { name: "409", fault: status(409, refusal("project_id_conflict")), codes: ["project_id_conflict"] },
  {
    name: "429 Retry-After",
    fault: status(429, refusal("rate_limited"), { "retry-after": "30" }),
    codes: ["rate_limited"],
    short: true,
  },
  { name: "429", fault: status(429, refusal("rate_limited")), codes: ["rate_limited"] },
  { name: "500", fault: status(500, "Internal Server Error"), codes: ["unexpected_response"] },
  {
    name: "502 flat",
    fault: status(502, { error: { code: "proxy_failed", message: "Failed to route to correct region" } }),
    codes: ["proxy_failed"],
    short: true,
  },
  { name: "503", fault: status(503), codes: ["unexpected_response"] },
];
