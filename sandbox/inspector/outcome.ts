import { z } from "zod";
import type { RecordedRequest } from "../http/recorder";

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
  status: z.string().optional(),
});

export function describeOutcome(request: RecordedRequest): Outcome {
  const { status, response_headers, response_body } = request;
  if (status === 0) return { tone: "failed", word: "no answer" };
  if (status >= 300 && status < 400) return { tone: "moved", word: shortPlace(response_headers.location) };
  const body = bodySchema.safeParse(parse(response_body)).data;
  if (status < 400) return { tone: "good", word: body?.type ?? body?.status };
  const error = typeof body?.error === "string" ? body.error : body?.error?.code;
  return { tone: status < 500 ? "refused" : "failed", word: error ?? body?.code };
}

/** Where a redirect leads, short enough to be read from afar. */
function shortPlace(location: string | undefined): string | undefined {
  if (!location) return undefined;
  const { host, pathname, searchParams } = new URL(location, "http://here.invalid");
  const place = host === "here.invalid" ? pathname : `${host}${pathname}`;
  const error = searchParams.get("error");
  return error ? `${place} (${error})` : place;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
