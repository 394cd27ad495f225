import type { Cursor } from "./cursor";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const UNITS = new Map([
  ["second", 1000],
  ["minute", 60_000],
  ["hour", HOUR_MS],
  ["day", DAY_MS],
  ["week", 7 * DAY_MS],
]);

/** `now()`, `now() - interval 1 day`, a quoted date, or `toDateTime` of a quoted date. */
export function takeTime(cursor: Cursor, now: number): number {
  if (cursor.skip("now", "(", ")")) return now - (cursor.skip("-") ? takeInterval(cursor) : 0);
  const isWrapped = cursor.skip("toDateTime", "(");
  const time = parseDate(cursor.take("string"));
  if (isWrapped) cursor.expect(")");
  if (time === undefined) throw cursor.unreadable();
  return time;
}

function takeInterval(cursor: Cursor): number {
  cursor.expect("interval");
  const amount = Number(cursor.take("number"));
  const unit = UNITS.get(cursor.take("word").toLowerCase());
  if (unit === undefined) throw cursor.unreadable();
  return amount * unit;
}

const LETTERS = new Map([
  ["h", HOUR_MS],
  ["d", DAY_MS],
  ["w", 7 * DAY_MS],
]);

/** A date of an EventsQuery, which may be relative: `-24h`, `-7d`. */
export function parseRelativeDate(text: string, now: number): number | undefined {
  const [, amount, letter = ""] = /^-(\d+)([hdw])$/.exec(text) ?? [];
  if (amount === undefined) return parseDate(text);
  return now - Number(amount) * (LETTERS.get(letter) ?? 0);
}

/** Without an offset a time is UTC. */
function parseDate(text: string): number | undefined {
  const iso = text.replace(" ", "T");
  const isLocal = iso.includes("T") && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(iso);
  const time = Date.parse(isLocal ? `${iso}Z` : iso);
  return Number.isNaN(time) ? undefined : time;
}
