import { z } from "zod";
import { readJsonBody } from "./body.ts";
import { answerDetails, codeForStatus, PostHogError, type PostHogErrorCode } from "./errors.ts";

const LONGEST_DETAIL = 300;

// The REST framework's keys; some views answer with `detail` alone.
const errorBody = z.object({
  type: z.string().optional().catch(undefined),
  detail: z.string(),
  attr: z.string().nullish().catch(null),
});

type ErrorBody = z.infer<typeof errorBody>;

// PostHog's 403s share one code and differ only in their text.
const REFUSALS: readonly (readonly [substring: string, code: PostHogErrorCode])[] = [
  ["scoped projects", "scoped_projects"],
  ["missing required scope", "missing_scope"],
  ["does not support personal api key access", "personal_api_key_unsupported"],
  ["access level is insufficient", "access_level_insufficient"],
  ["sufficient permissions in the project", "access_level_insufficient"],
  ["recently authenticated", "reauthentication_required"],
];

/** Reads an error answer of a management API, HTML included. Consumes the body. */
export async function decodeManagementError(response: Response): Promise<PostHogError> {
  const parsed = errorBody.safeParse(await readJsonBody(response).catch(() => null));
  const details = answerDetails(response);
  if (!parsed.success) return new PostHogError(codeForStatus(response.status), details);
  const { detail, attr } = parsed.data;
  return new PostHogError(codeFor(response.status, parsed.data), {
    ...details,
    detail: presentable(detail),
    ...(attr ? { attr: presentable(attr) } : {}),
  });
}

function codeFor(status: number, { type, detail }: ErrorBody): PostHogErrorCode {
  if (status >= 500) return "server_error";
  if (status === 401) return "unauthorized";
  if (status === 403) return refusal(detail);
  if (status === 404) return detail === "Endpoint not found." ? "endpoint_not_found" : "not_found";
  if (status === 429) return "rate_limited";
  if (type === "invalid_request") return "invalid_request";
  return status === 400 ? "validation_error" : "unknown_error";
}

function refusal(detail: string): PostHogErrorCode {
  const text = detail.toLowerCase();
  return REFUSALS.find(([substring]) => text.includes(substring))?.[1] ?? "forbidden";
}

// Some messages echo the input, and people paste keys into any field.
function presentable(text: string): string {
  const points = [
    ...text
      .replace(/\bph[a-z]{1,2}_\w+/g, "…")
      .replace(/\s+/g, " ")
      .trim(),
  ];
  return points.length > LONGEST_DETAIL ? `${points.slice(0, LONGEST_DETAIL).join("")}…` : points.join("");
}
