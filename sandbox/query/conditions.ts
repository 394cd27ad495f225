import type { CapturedEvent } from "../store/browser";
import { takeField } from "./columns";
import type { Cursor } from "./cursor";
import { takeTime } from "./time";

type Condition = (event: CapturedEvent) => boolean;

/** One or more conditions, joined by `and`. */
export function takeConditions(cursor: Cursor, now: number): Condition {
  const conditions = [takeCondition(cursor, now)];
  while (cursor.skip("and")) conditions.push(takeCondition(cursor, now));
  return (event) => conditions.every((condition) => condition(event));
}

function takeCondition(cursor: Cursor, now: number): Condition {
  if (cursor.skip("timestamp")) return takeTimeCondition(cursor, now);
  const { read } = takeField(cursor);
  if (cursor.skip("in", "(")) {
    const values = new Set(cursor.takeList(() => cursor.take("string")));
    cursor.expect(")");
    return (event) => values.has(read(event));
  }
  const isEqual = cursor.skip("=") || cursor.skip("==");
  if (!isEqual && !cursor.skip("!=") && !cursor.skip("<>")) throw cursor.unreadable();
  const value = cursor.take("string");
  return (event) => (read(event) === value) === isEqual;
}

const ORDERS = new Map<string, (a: number, b: number) => boolean>([
  [">=", (a, b) => a >= b],
  ["<=", (a, b) => a <= b],
  [">", (a, b) => a > b],
  ["<", (a, b) => a < b],
]);

function takeTimeCondition(cursor: Cursor, now: number): Condition {
  const isOrdered = ORDERS.get(cursor.take("sign"));
  if (!isOrdered) throw cursor.unreadable();
  const time = takeTime(cursor, now);
  return ({ timestamp }) => isOrdered(Date.parse(timestamp), time);
}
