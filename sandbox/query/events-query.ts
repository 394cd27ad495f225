import { z } from "zod";
import type { CapturedEvent } from "../store/browser";
import { takeColumn } from "./columns";
import { takeConditions } from "./conditions";
import { Cursor } from "./cursor";
import type { Plan } from "./plan";
import { parseRelativeDate } from "./time";
import { tokenize, unreadable } from "./tokens";

const DEFAULT_LIMIT = 100;
/** PostHog's default. */
const DEFAULT_AFTER = "-24h";

export const eventsQuery = z.object({
  kind: z.literal("EventsQuery"),
  select: z.array(z.string()).min(1),
  event: z.string().nullish(),
  where: z.array(z.string()).nullish(),
  after: z.string().nullish(),
  before: z.string().nullish(),
  limit: z.number().int().positive().nullish(),
});

/** Plans an events query, whose `select` and `where` contain HogQL expressions. */
export function planEventsQuery(query: z.output<typeof eventsQuery>, now: number): Plan {
  const columns = query.select.map((text) => readAll(text, takeColumn));
  if (!columns.some((column) => "aggregate" in column)) throw unreadable(query.select[0]);
  const conditions = (query.where ?? []).map((text) =>
    readAll(text, (cursor) => takeConditions(cursor, now)),
  );
  const after = query.after === "all" ? 0 : readDate(query.after ?? DEFAULT_AFTER, now);
  const before = query.before ? readDate(query.before, now) : Number.POSITIVE_INFINITY;
  const matches = (event: CapturedEvent) => {
    const time = Date.parse(event.timestamp);
    const isNamed = !query.event || event.event === query.event;
    return isNamed && time > after && time < before && conditions.every((condition) => condition(event));
  };
  return { columns, matches, order: null, limit: query.limit ?? DEFAULT_LIMIT };
}

function readAll<Part>(text: string, take: (cursor: Cursor) => Part): Part {
  const cursor = new Cursor(tokenize(text));
  const part = take(cursor);
  if (!cursor.isAtEnd) throw cursor.unreadable();
  return part;
}

function readDate(text: string, now: number): number {
  const date = parseRelativeDate(text, now);
  if (date === undefined) throw unreadable(text);
  return date;
}
