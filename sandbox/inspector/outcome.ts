import { z } from "zod";
import type { RecordedRequest } from "../traffic/recorder";

export interface Outcome {
  tone: "good" | "moved" | "refused" | "failed";
  /** The one word that matters: an error code, where a redirect leads, what kind of answer it is. */
  word: string | undefined;
}

/** Errors come in several envelopes; each has its code somewhere. */
const bodySchema = z.object({
  error: z.union([z.string(), z.object({ code: z.string() })]).optional(),
  code: z.string().optional(),
  type: z.string().optional(),
});

export function describeOutcome(request: RecordedRequest): Outcome {
  const { status, response_headers, response_body } = request;
  if (status === 0) return { tone: "failed", word: "no answer" };
  if (status >= 300 && status < 400) return describeRedirect(response_headers.location);
  const body = bodySchema.safeParse(parse(response_body)).data;
  if (status < 400) return { tone: "good", word: GOOD_WORDS.get(body?.type ?? "") };
  const error = typeof body?.error === "string" ? body.error : body?.error?.code;
  return { tone: status < 500 ? "refused" : "failed", word: error ?? body?.code };
}

/** What an answer means, where its status alone does not tell. */
const GOOD_WORDS = new Map([
  ["oauth", "new account"],
  ["requires_auth", "known account, must consent"],
  ["registering", "still registering"],
]);

/** A redirect is also how PostHog says no to a browser. */
function describeRedirect(location: string | undefined): Outcome {
  if (!location) return { tone: "moved", word: undefined };
  const { host, pathname, searchParams } = new URL(location, "http://here.invalid");
  const error = searchParams.get("error");
  if (error) return { tone: "refused", word: error };
  const isHere = host === "here.invalid";
  return { tone: "moved", word: shorten(isHere ? pathname : `${host}${pathname}`) };
}

/** Ids and secrets in a path say nothing to people. */
const shorten = (place: string) => place.replace(/\/[^/]*[0-9a-f]{8}-[^/]*(\/.*)?$/, "/…");

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
