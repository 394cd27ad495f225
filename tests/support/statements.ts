const LENGTH_BYTES = 4;
/** Message types: Parse prepares a statement, Bind precedes its execution, Query runs one without parameters. */
const PARSE = "P".charCodeAt(0);
const BIND = "B".charCodeAt(0);
const QUERY = "Q".charCodeAt(0);

/**
 * Reads the statements out of what a client sends to PostgreSQL (protocol 3.0), in chunks of any size.
 * @param admit Called with each statement that the server should execute.
 * @returns a function that takes the next chunk and returns whether all of its statements were admitted.
 */
export function readStatements(admit: (statement: string) => boolean): (chunk: Buffer) => boolean {
  const byName = new Map<string, string>();
  let rest = Buffer.alloc(0);
  // Only the first message has no type.
  let typeBytes = 0;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    let isAdmitted = true;
    while (rest.length >= typeBytes + LENGTH_BYTES) {
      const size = typeBytes + rest.readInt32BE(typeBytes);
      if (rest.length < size) break;
      const statement = typeBytes === 0 ? undefined : statementIn(rest.subarray(0, size), byName);
      if (statement !== undefined && !admit(statement)) isAdmitted = false;
      rest = rest.subarray(size);
      typeBytes = 1;
    }
    return isAdmitted;
  };
}

function statementIn(message: Buffer, byName: Map<string, string>): string | undefined {
  const [type] = message;
  const [first = "", second = ""] = message
    .subarray(1 + LENGTH_BYTES)
    .toString()
    .split("\0");
  if (type === PARSE) byName.set(first, second);
  // In Bind, the name of the portal comes first.
  if (type === BIND) return byName.get(second);
  return type === QUERY ? first : undefined;
}
