import { z } from "zod";
import type { RecordedRequest } from "../traffic/recorder";

export interface Outcome {
  tone: "good" | "redirected" | "refused" | "failed";
  /** An error code, the target of a redirect, or the type of the response. */
  detail: string | undefined;
}

const WORDS: Record<Outcome["tone"], string> = {
  good: "ok",
  redirected: "redirect",
  refused: "refused",
  failed: "failed",
};

/** The status and a word for it, because a number and a colour alone say little: `403 refused`. */
export function describeStatus({ status }: RecordedRequest, { tone }: Outcome): string {
  return status === 0 ? "no response" : `${status} ${WORDS[tone]}`;
}

/** The error code, in any of PostHog's envelopes. */
const bodySchema = z.object({
  error: z.union([z.string(), z.object({ code: z.string() })]).optional(),
  code: z.string().optional(),
  type: z.string().optional(),
});

export function describeOutcome(request: RecordedRequest): Outcome {
  const { status, response_headers, response_body } = request;
  if (status === 0) return { tone: "failed", detail: undefined };
  if (status >= 300 && status < 400) return describeRedirect(response_headers.location);
  const body = bodySchema.safeParse(parse(response_body)).data;
  if (status < 400) return { tone: "good", detail: SUCCESS_DETAILS.get(body?.type ?? "") };
  const error = typeof body?.error === "string" ? body.error : body?.error?.code;
  return { tone: status < 500 ? "refused" : "failed", detail: error ?? body?.code };
}

/** Descriptions of successful responses, by `type`. */
const SUCCESS_DETAILS = new Map([
  ["oauth", "new account"],
  ["requires_auth", "existing account, consent required"],
  ["registering", "still registering"],
]);

/** A redirect can also be an error: PostHog puts the error code in the query. */
function describeRedirect(location: string | undefined): Outcome {
  if (!location) return { tone: "redirected", detail: undefined };
  const { host, pathname, searchParams } = new URL(location, "http://here.invalid");
  const error = searchParams.get("error");
  if (error) return { tone: "refused", detail: error };
  const isHere = host === "here.invalid";
  return { tone: "redirected", detail: shorten(isHere ? pathname : `${host}${pathname}`) };
}

/** Omits ids and secrets from a path. */
const shorten = (path: string) => path.replace(/\/[^/]*[0-9a-f]{8}-[^/]*(\/.*)?$/, "/…");

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
