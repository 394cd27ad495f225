import type { Context } from "hono";
import type { Region } from "../core/region";

const DEFAULT_LIMIT = 100;

/** One page of a list, with absolute links to the next and previous page. Invalid numbers are ignored. */
export function paginate<Row>(c: Context, region: Region, rows: Row[], present: (row: Row) => unknown) {
  const limit = readNumber(c.req.query("limit")) || DEFAULT_LIMIT;
  const offset = readNumber(c.req.query("offset"));
  const link = (target: number) => {
    const url = new URL(c.req.path, region.origin);
    const query = { ...c.req.query(), limit: String(limit), offset: String(target) };
    for (const [name, value] of Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (name !== "offset" || target > 0) url.searchParams.set(name, value);
    }
    return url.href;
  };
  return {
    count: rows.length,
    next: offset + limit < rows.length ? link(offset + limit) : null,
    previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
    results: rows.slice(offset, offset + limit).map(present),
  };
}

const readNumber = (text = "") => (/^\s*\+?\d+\s*$/.test(text) ? Number(text) : 0);
