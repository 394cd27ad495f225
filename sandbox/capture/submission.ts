import { z } from "zod";
import { CaptureError, unparsable } from "./errors";
import { parseJson } from "./json";

const properties = z.record(z.string(), z.unknown());
const token = z.string().nullish();

const engagement = z.object({
  token,
  $token: token,
  api_key: token,
  distinct_id: z.unknown().optional(),
  $distinct_id: z.unknown().optional(),
  uuid: z.union([z.guid(), z.literal("")]).nullish(),
  properties: properties.default({}),
  timestamp: z.string().nullish(),
  offset: z.number().nullish(),
  $set: properties.nullish(),
  $set_once: properties.nullish(),
});

const rawEvent = engagement.extend({ event: z.string() });

const batch = z.object({
  token: z.string().optional(),
  api_key: z.string().optional(),
  sent_at: z.string().nullish(),
  batch: z.array(rawEvent),
});

export type RawEvent = z.output<typeof rawEvent>;

/** The events in one request of an SDK. */
export interface Submission {
  token: string;
  sentAt: string | undefined;
  events: RawEvent[];
}

/** Accepts a batch, a list of events, a single event, and on `/engage` an event without a name. */
export function readSubmission(text: string, path: string): Submission {
  const body = parseJson(text);
  const { events, batchToken, sentAt } = readShape(body, path);
  if (events.length === 0) throw new CaptureError(400, "request holds no event");
  return { token: checkToken(batchToken ?? findToken(events)), sentAt, events };
}

interface Shape {
  events: RawEvent[];
  batchToken?: string;
  sentAt?: string | undefined;
}

function readShape(body: unknown, path: string): Shape {
  const list = z.array(rawEvent).safeParse(body);
  if (list.success) return { events: list.data };
  const wrapped = batch.safeParse(body);
  const batchToken = wrapped.data?.token ?? wrapped.data?.api_key;
  if (wrapped.success && batchToken !== undefined) {
    return { events: wrapped.data.batch, batchToken, sentAt: wrapped.data.sent_at ?? undefined };
  }
  const single = rawEvent.safeParse(body);
  if (single.success) return { events: [single.data] };
  const nameless = engagement.safeParse(body);
  if (!nameless.success) throw unparsable("data did not match any variant of untagged enum RawRequest");
  if (path.startsWith("/engage")) return { events: [{ ...nameless.data, event: "$identify" }] };
  const reason = "non-engage request missing event name attribute";
  throw new CaptureError(400, `failed to hydrate events from request: ${reason}`);
}

function findToken(events: RawEvent[]): string {
  const tokens = new Set<string>();
  for (const event of events) {
    const inside = event.properties.token;
    const found = event.token ?? event.$token ?? event.api_key ?? inside;
    if (typeof found === "string") tokens.add(found);
  }
  const [only, another] = tokens;
  if (only === undefined) throw new CaptureError(401, "event submitted without an api_key");
  if (another !== undefined) {
    throw new CaptureError(401, "batch submitted with inconsistent api_key values");
  }
  return only;
}

/** Checks only the token's format. PostHog looks up its project later. */
function checkToken(untrimmed: string): string {
  const token = untrimmed.trim();
  const reason = findTokenProblem(token);
  if (reason) throw new CaptureError(401, `API key is not valid: ${reason}`);
  return token;
}

function findTokenProblem(token: string): string | undefined {
  if (token === "") return "empty";
  if (token.length > 64) return "too_long";
  if (/[^\0-\x7f]/.test(token)) return "not_ascii";
  if (token.startsWith("phx_")) return "personal_api_key";
  return token.includes("\0") ? "null_byte" : undefined;
}
