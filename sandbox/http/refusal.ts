import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export interface RefusalOptions {
  /** The caller's request id or the resource's id, depending on the route's envelope. */
  id?: string;
  headers?: Record<string, string>;
  /** Additional keys beside `error`. */
  extra?: Record<string, unknown>;
  /** Use the typed envelope, even if the route has another one. */
  isTyped?: boolean;
  /** Use no envelope: `{"error": {"code", "message"}}`. */
  isFlat?: boolean;
}

/** A refused request. Each group of routes has its own envelope: the JSON around the error. */
export class Refusal extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
    message: string,
    readonly options: RefusalOptions = {},
  ) {
    super(message);
  }
}

export type Envelope = (refusal: Refusal) => Record<string, unknown>;

const detail = ({ code, message }: Refusal) => ({ code, message });

export const typedEnvelope: Envelope = (refusal) => ({
  ...(refusal.options.id === undefined ? {} : { id: refusal.options.id }),
  type: "error",
  error: detail(refusal),
  ...refusal.options.extra,
});

export const statusEnvelope: Envelope = (refusal) => ({
  status: "error",
  id: refusal.options.id ?? "",
  error: detail(refusal),
});

/** RFC 6749, section 5.2. Only refusals by a partner's rate limit use the typed envelope here. */
export const oauthEnvelope: Envelope = (refusal) =>
  refusal.options.isTyped
    ? typedEnvelope(refusal)
    : { error: refusal.code, error_description: refusal.message };

/** The consent API returns only the code. */
export const codeEnvelope: Envelope = ({ code }) => ({ error: code });

export function answerRefusal(c: Context, refusal: Refusal, envelope: Envelope): Response {
  const body = refusal.options.isFlat ? { error: detail(refusal) } : envelope(refusal);
  return c.json(body, refusal.status, refusal.options.headers);
}
