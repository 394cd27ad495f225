/**
 * Where a log-in leads afterwards. Only a path inside this origin: anything else would let a link on another
 * site send people from a genuine log-in page to wherever it likes.
 */
export function safeNextPath(next: unknown): string | undefined {
  if (typeof next !== "string" || next.length > 2000 || !/^\/(?![/\\])[^\\]*$/.test(next)) return undefined;
  // Browsers drop tabs and newlines from a URL, which can turn "/\t/host" into "//host".
  if (/[\p{Cc} ]/u.test(next)) return undefined;
  return new URL(next, SOMEWHERE).origin === SOMEWHERE ? next : undefined;
}

const SOMEWHERE = "http://sandbox.invalid";
