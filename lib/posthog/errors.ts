import { z } from "zod";
import { readJsonBody } from "./body.ts";

/** PostHog's error codes. An unlisted code becomes `unknown_error`, so that no screen shows upstream text. */
export const upstreamErrorCodes = [
  "account_creation_failed",
  "credential_rotation_failed",
  "deep_links_not_enabled",
  "expired",
  "forbidden",
  "invalid_api_version",
  "invalid_client",
  "invalid_grant",
  "invalid_label_prefix",
  "invalid_path",
  "invalid_request",
  "invalid_resource_id",
  "invalid_scope",
  "no_team",
  "not_found",
  "project_id_conflict",
  "proxy_failed",
  "rate_limited",
  "registration_failed",
  "remove_failed",
  "requires_payment_credentials",
  "team_not_found",
  "unauthorized",
  "unknown_service",
  "unsupported_grant_type",
  "unsupported_purpose",
] as const;

/** Codes this client adds: transport failures, unreadable answers, and refusals that PostHog distinguishes by text. */
export const clientErrorCodes = [
  "client_not_registered",
  "deep_links_not_in_tier",
  "network",
  "renewal_lost",
  "still_registering",
  "timeout",
  "unavailable",
  "unexpected_response",
  "unknown_error",
] as const;

/** Codes for errors of the management APIs, from status and text, which say more than PostHog's own codes. */
export const managementErrorCodes = [
  "access_level_insufficient",
  "endpoint_not_found",
  "missing_scope",
  "personal_api_key_unsupported",
  "reauthentication_required",
  "scoped_projects",
  "server_error",
  "validation_error",
] as const;

export type PostHogErrorCode =
  | (typeof upstreamErrorCodes)[number]
  | (typeof clientErrorCodes)[number]
  | (typeof managementErrorCodes)[number];

const upstreamCode = z.enum(upstreamErrorCodes);

/**
 * The only error class of this client. It carries nothing that could contain a secret: no body, no headers, and of
 * PostHog's text at most one message with every key redacted.
 */
export class PostHogError extends Error {
  override readonly name = "PostHogError";

  constructor(
    readonly code: PostHogErrorCode,
    readonly details: {
      /** HTTP status, absent when no answer came. */
      readonly status?: number;
      /** Whole seconds PostHog asked us to wait. */
      readonly retryAfterSeconds?: number;
      /** PostHog's request id, for a support ticket. */
      readonly requestId?: string;
      /** PostHog's own message, from the management APIs. Show it to the person who made the request; do not log it. */
      readonly detail?: string;
      /** The field that the message is about. */
      readonly attr?: string;
    } = {},
  ) {
    super(details.status === undefined ? code : `${code} (HTTP ${details.status})`);
  }
}

/** No answer, an unreadable one, or a 5xx: it is unknown whether PostHog carried out the request. */
export function isAnswerLost(error: unknown): boolean {
  // `unavailable` comes from the circuit breaker: nothing was sent.
  if (!(error instanceof PostHogError) || error.code === "unavailable") return false;
  const { status } = error.details;
  return status === undefined || status < 400 || status >= 500;
}

/** PostHog answered that it did not carry out the request. */
export const isRefused = (error: unknown): boolean =>
  error instanceof PostHogError && (error.details.status ?? 0) >= 400 && (error.details.status ?? 0) < 500;

/** PostHog answered that the grant of a refresh token has ended. */
export const isGrantGone = (
  error: unknown,
): error is PostHogError & { code: "invalid_grant" | "renewal_lost" } =>
  error instanceof PostHogError && (error.code === "invalid_grant" || error.code === "renewal_lost");

/** PostHog carried out the request, but its answer cannot be read. */
export const isUnreadable = (error: unknown): boolean =>
  error instanceof PostHogError &&
  error.code === "unexpected_response" &&
  (error.details.status ?? 0) >= 200 &&
  (error.details.status ?? 0) < 300;

/** The requested object does not exist, or no longer exists. */
export const isGone = (error: unknown): boolean =>
  error instanceof PostHogError && error.code === "not_found";

/** For `catch`: returns null when the object is gone, and rethrows every other error. */
export function nullIfGone(error: unknown): null {
  if (isGone(error)) return null;
  throw error;
}

// PostHog answers errors in five shapes: {error: {code, message}} with or without an outer type or status,
// OAuth's {error, error_description}, and the REST framework's {code, detail}.
const errorBody = z.union([
  z
    .object({ error: z.object({ code: z.string(), message: z.string().catch("") }) })
    .transform(({ error }) => error),
  z
    .object({ error: z.string(), error_description: z.string().catch("") })
    .transform((body) => ({ code: body.error, message: body.error_description })),
  z
    .object({ code: z.string(), detail: z.string().catch("") })
    .transform((body) => ({ code: body.code, message: body.detail })),
]);

/** Reads an error answer of any shape, HTML included. Consumes the body. */
export async function decodeError(response: Response): Promise<PostHogError> {
  const parsed = errorBody.safeParse(await readJsonBody(response).catch(() => null));
  const details = answerDetails(response);
  if (!parsed.success) return new PostHogError(codeForStatus(response.status), details);
  const { code, message } = parsed.data;
  return new PostHogError(refine(code, message, response.status), details);
}

/** Details from the status and headers of an error answer. */
export function answerDetails(response: Response) {
  return { status: response.status, ...retryAfter(response), ...requestId(response) };
}

/** `Retry-After` in whole seconds. PostHog does not use the header's date form, so it is ignored. */
function retryAfter(response: Response): { retryAfterSeconds?: number } {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: Math.ceil(seconds) } : {};
}

export function requestId(response: Response): { requestId?: string } {
  const id = response.headers.get("x-request-id") ?? response.headers.get("cf-ray");
  return id && /^[\w.:-]{1,128}$/.test(id) ? { requestId: id } : {};
}

/** The code for an error answer in none of PostHog's formats. */
export function codeForStatus(status: number): PostHogErrorCode {
  return status === 429 ? "rate_limited" : "unexpected_response";
}

// PostHog does not know the client, or knows it from before it signed: registering fixes both. "must authenticate"
// is deliberately absent: a process without its keys would register, and make the client public again.
const UNREGISTERED = ["client_registration", "does not authenticate with a client assertion"];

// Two refusals share their code with others and differ only in their text.
function refine(code: string, message: string, status: number): PostHogErrorCode {
  if (code === "unauthorized" && UNREGISTERED.some((words) => message.includes(words))) {
    return "client_not_registered";
  }
  if (code === "forbidden" && message.includes("partner's tier")) return "deep_links_not_in_tier";
  if (status === 429) return "rate_limited";
  const known = upstreamCode.safeParse(code);
  return known.success ? known.data : "unknown_error";
}
