import type { CapturedEvent } from "../store/browser";

type Cell = string | number;

/** A value of an event that a query can compare or group by. */
export interface Field {
  name: string;
  read: (event: CapturedEvent) => string;
}

/** Either a field, which the events are grouped by, or an aggregate of the events in each group. */
export type Column = { name: string } & ({ field: Field } | { aggregate: (events: CapturedEvent[]) => Cell });

/** A parsed HogQLQuery or EventsQuery. */
export interface Plan {
  columns: Column[];
  matches: (event: CapturedEvent) => boolean;
  order: { column: number; isDescending: boolean } | null;
  limit: number;
}

export interface Results {
  columns: string[];
  results: Cell[][];
  hasMore: boolean;
}

/** Groups the events by the fields among the columns. Each group is one row. */
export function run({ columns, matches, order, limit }: Plan, events: CapturedEvent[]): Results {
  const fields = columns.flatMap((column) => ("field" in column ? [column.field] : []));
  const groups = new Map<string, CapturedEvent[]>();
  // Without fields there is one row, even if no event matches.
  if (fields.length === 0) groups.set("[]", []);
  for (const event of events.filter(matches)) {
    const key = JSON.stringify(fields.map(({ read }) => read(event)));
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  const rows = [...groups.values()].map((group) => columns.map((column) => readCell(column, group)));
  if (order) rows.sort((a, b) => compare(a[order.column], b[order.column]) * (order.isDescending ? -1 : 1));
  return {
    columns: columns.map(({ name }) => name),
    results: rows.slice(0, limit),
    hasMore: rows.length > limit,
  };
}

function readCell(column: Column, group: CapturedEvent[]): Cell {
  if ("aggregate" in column) return column.aggregate(group);
  const [first] = group;
  return first === undefined ? "" : column.field.read(first);
}

function compare(a: Cell = "", b: Cell = ""): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
