import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { ApiError } from "./errors";

const MAX_BODY_BYTES = 1024 * 1024;

export const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: (c) => {
    const error = new ApiError(413, "invalid_request", "request_too_large", "Request body is too large.");
    // The rest of the body stays unread, so the connection cannot be reused.
    return c.json(error.body, 413, { connection: "close" });
  },
});

/** A parsed body. When a form repeats a field, `fields` has the last value and `lists` has all of them. */
export interface Body {
  readonly isForm: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly lists: Readonly<Record<string, string[]>>;
}

/** Reads JSON, URL-encoded and multipart bodies, as PostHog's parsers do. */
export async function readBody(c: Context): Promise<Body> {
  const type = c.req.header("content-type") ?? "";
  const mediaType = type.split(";", 1).join("").trim().toLowerCase();
  if (mediaType === "application/x-www-form-urlencoded")
    return fromPairs(new URLSearchParams(await c.req.text()));
  if (mediaType === "multipart/form-data") return fromPairs(await readMultipart(c));
  const text = await c.req.text();
  if (text.trim() === "" && (mediaType === "" || mediaType === "application/json")) return fromJson({});
  if (mediaType !== "application/json") {
    throw new ApiError(
      415,
      "invalid_request",
      "unsupported_media_type",
      `Unsupported media type "${mediaType}" in request.`,
    );
  }
  return fromJson(parseJson(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "invalid JSON";
    throw new ApiError(400, "invalid_request", "parse_error", `JSON parse error - ${reason}`);
  }
}

function fromJson(value: unknown): Body {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const got = Array.isArray(value) ? "list" : value === null ? "NoneType" : typeof value;
    const detail = `Invalid data. Expected a dictionary, but got ${got}.`;
    throw new ApiError(400, "validation_error", "invalid_input", detail);
  }
  return { isForm: false, fields: { ...value }, lists: {} };
}

async function readMultipart(c: Context): Promise<FormData> {
  try {
    return await c.req.formData();
  } catch {
    throw new ApiError(
      400,
      "invalid_request",
      "parse_error",
      "Multipart form parse error - Invalid boundary",
    );
  }
}

function fromPairs(pairs: URLSearchParams | FormData): Body {
  const fields: Record<string, unknown> = {};
  const lists: Record<string, string[]> = {};
  for (const [name, value] of pairs) {
    if (typeof value !== "string") continue;
    fields[name] = value;
    lists[name] = [...(lists[name] ?? []), value];
  }
  return { isForm: true, fields, lists };
}
