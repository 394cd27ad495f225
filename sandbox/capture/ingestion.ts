import { randomUUID } from "node:crypto";
import type { CapturedEvent } from "../store/browser";
import { CaptureError } from "./errors";
import type { RawEvent } from "./submission";

const MAX_DISTINCT_ID_LENGTH = 200;
/** Limits the stored size of one event. */
const MAX_PROPERTIES_BYTES = 32 * 1024;

/** An event further in the future than this gets the time it was received. */
const FUTURE_MS = 23 * 3_600_000;

/** Converts an event to its stored form. An invalid event throws, which refuses the whole batch. */
export function ingest(
  event: RawEvent,
  projectId: number,
  sentAt: number | undefined,
  now: number,
): CapturedEvent {
  if (event.event === "") throw new CaptureError(400, "event submitted with an empty event name");
  return {
    projectId,
    uuid: event.uuid || randomUUID(),
    event: event.event,
    distinctId: findDistinctId(event),
    properties: limitProperties(mergeProperties(event)),
    timestamp: new Date(findTime(event, sentAt, now)).toISOString(),
    receivedAt: now,
  };
}

/** Reads the distinct id from the event or its properties. Clients may send a value that is not a string. */
export function findDistinctId(event: Pick<RawEvent, "distinct_id" | "$distinct_id" | "properties">): string {
  const value = event.distinct_id ?? event.$distinct_id ?? event.properties.distinct_id ?? "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text.trim() === "") throw new CaptureError(400, "event submitted without a distinct_id");
  return text.replaceAll("\0", "\uFFFD").slice(0, MAX_DISTINCT_ID_LENGTH);
}

function mergeProperties({ properties, $set, $set_once }: RawEvent): Record<string, unknown> {
  return { ...properties, ...($set ? { $set } : {}), ...($set_once ? { $set_once } : {}) };
}

function limitProperties(properties: Record<string, unknown>): Record<string, unknown> {
  let left = MAX_PROPERTIES_BYTES;
  return Object.fromEntries(
    Object.entries(properties).filter(([name, value]) => {
      const size = name.length + (JSON.stringify(value)?.length ?? 0);
      if (size > left) return false;
      left -= size;
      return true;
    }),
  );
}

/**
 * Corrects clock skew as PostHog does: the time between event and sending is subtracted from the time of receipt.
 * The result is also right when the sandbox's clock has been advanced.
 */
function findTime(event: RawEvent, sentAt: number | undefined, now: number): number {
  const at = parseTime(event.timestamp);
  if (at === undefined) return now - (event.offset ?? 0);
  if (sentAt === undefined || event.properties.$ignore_sent_at === true) return at;
  const corrected = now + at - sentAt;
  return corrected > now + FUTURE_MS ? now : corrected;
}

export function parseTime(text: string | null | undefined): number | undefined {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? undefined : time;
}
