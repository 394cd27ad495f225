import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export interface RefusalOptions {
  /** The caller's own id for the request, or the resource's: whichever the envelope of the route shows. */
  id?: string;
  headers?: Record<string, string>;
  /** Further keys beside `error`. */
  extra?: Record<string, unknown>;
  /** In the typed envelope even where the route has another. */
  isTyped?: boolean;
  /** No envelope at all: `{"error": {"code", "message"}}`. */
  isFlat?: boolean;
}

/** "No", with a reason. Each family of routes puts it into an envelope of its own. */
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

/** RFC 6749, but for the one refusal that comes from the partner's rate limit and not from OAuth. */
export const oauthEnvelope: Envelope = (refusal) =>
  refusal.options.isTyped
    ? typedEnvelope(refusal)
    : { error: refusal.code, error_description: refusal.message };

/** The consent helpers name the code and nothing else. */
export const codeEnvelope: Envelope = ({ code }) => ({ error: code });

export function answerRefusal(c: Context, refusal: Refusal, envelope: Envelope): Response {
  const body = refusal.options.isFlat ? { error: detail(refusal) } : envelope(refusal);
  return c.json(body, refusal.status, refusal.options.headers);
}
