import { takeColumn, takeField } from "./columns";
import { takeConditions } from "./conditions";
import { Cursor } from "./cursor";
import type { Column, Plan } from "./plan";
import { tokenize } from "./tokens";

const DEFAULT_LIMIT = 100;

/** Parses the subset of HogQL that counts events: one table, no joins, no subqueries. */
export function parseHogQL(text: string, now: number): Plan {
  const cursor = new Cursor(tokenize(text));
  cursor.expect("select");
  const columns = cursor.takeList(() => takeColumn(cursor));
  cursor.expect("from", "events");
  const matches = cursor.skip("where") ? takeConditions(cursor, now) : () => true;
  const groups = cursor.skip("group", "by") ? cursor.takeList(() => takeGroup(cursor, columns)) : [];
  const order = cursor.skip("order", "by") ? takeOrder(cursor, columns) : null;
  const limit = cursor.skip("limit") ? Number(cursor.take("number")) : DEFAULT_LIMIT;
  const fields = columns.filter((column) => "field" in column);
  const isCount = fields.length < columns.length && fields.every((column) => groups.includes(column));
  if (!cursor.isAtEnd || !isCount) throw cursor.unreadable();
  return { columns, matches, order, limit };
}

/** One of the columns, by its name or by its field. */
function takeGroup(cursor: Cursor, columns: Column[]): Column {
  const named = columns.find((column) => "field" in column && cursor.skip(column.name));
  if (named) return named;
  const { name } = takeField(cursor);
  const column = columns.find((column) => "field" in column && column.field.name === name);
  if (!column) throw cursor.unreadable();
  return column;
}

function takeOrder(cursor: Cursor, columns: Column[]): Plan["order"] {
  const isCount = cursor.skip("count", "(", ")");
  const column = columns.findIndex((candidate) =>
    isCount ? "aggregate" in candidate : cursor.skip(candidate.name),
  );
  if (column === -1) throw cursor.unreadable();
  const isDescending = cursor.skip("desc");
  if (!isDescending) cursor.skip("asc");
  return { column, isDescending };
}
