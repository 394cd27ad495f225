import type { CapturedEvent } from "../store/browser";
import type { Cursor } from "./cursor";
import type { Column, Field } from "./plan";

const FIELDS: Field[] = [
  { name: "event", read: ({ event }) => event },
  { name: "distinct_id", read: ({ distinctId }) => distinctId },
];

export function takeField(cursor: Cursor): Field {
  const known = FIELDS.find(({ name }) => cursor.skip(name));
  if (known) return known;
  const name = cursor.take("word");
  const property = /^properties\.(.+)$/.exec(name)?.[1];
  if (property === undefined) throw cursor.unreadable();
  return { name, read: ({ properties }) => String(properties[property] ?? "") };
}

const countPeople = (events: CapturedEvent[]) => new Set(events.map(({ distinctId }) => distinctId)).size;

/** In ClickHouse, the maximum timestamp of no events is the Unix epoch. */
const findLatest = (events: CapturedEvent[]) =>
  events.map(({ timestamp }) => timestamp).reduce((a, b) => (a > b ? a : b), "1970-01-01T00:00:00Z");

const AGGREGATES = [
  { name: "count()", tokens: ["count", "(", ")"], aggregate: (events: CapturedEvent[]) => events.length },
  {
    name: "count()",
    tokens: ["count", "(", "*", ")"],
    aggregate: (events: CapturedEvent[]) => events.length,
  },
  {
    name: "count(DISTINCT distinct_id)",
    tokens: ["count", "(", "distinct", "distinct_id", ")"],
    aggregate: countPeople,
  },
  { name: "uniq(distinct_id)", tokens: ["uniq", "(", "distinct_id", ")"], aggregate: countPeople },
  { name: "max(timestamp)", tokens: ["max", "(", "timestamp", ")"], aggregate: findLatest },
];

/** An aggregate or a field, with an optional alias. */
export function takeColumn(cursor: Cursor): Column {
  const known = AGGREGATES.find(({ tokens }) => cursor.skip(...tokens));
  const column = known ? { name: known.name, aggregate: known.aggregate } : toColumn(takeField(cursor));
  return cursor.skip("as") ? { ...column, name: cursor.take("word") } : column;
}

const toColumn = (field: Field): Column => ({ name: field.name, field });
