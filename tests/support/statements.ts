const LENGTH_BYTES = 4;
/** Types of the messages that carry a statement: Parse, and Query without parameters. */
const PARSE = "P".charCodeAt(0);
const QUERY = "Q".charCodeAt(0);

/**
 * Reads the statements out of what a client sends to PostgreSQL (protocol 3.0), in chunks of any size.
 * @param admit Called with each statement.
 * @returns a function that takes the next chunk, and tells whether all of its statements were admitted.
 */
export function readStatements(admit: (statement: string) => boolean): (chunk: Buffer) => boolean {
  let rest = Buffer.alloc(0);
  // The first message alone has no type.
  let typeBytes = 0;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    let isAdmitted = true;
    while (rest.length >= typeBytes + LENGTH_BYTES) {
      const size = typeBytes + rest.readInt32BE(typeBytes);
      if (rest.length < size) break;
      const statement = typeBytes === 0 ? undefined : statementIn(rest.subarray(0, size));
      if (statement !== undefined && !admit(statement)) isAdmitted = false;
      rest = rest.subarray(size);
      typeBytes = 1;
    }
    return isAdmitted;
  };
}

function statementIn(message: Buffer): string | undefined {
  const [type] = message;
  const [first = "", second = ""] = message
    .subarray(1 + LENGTH_BYTES)
    .toString()
    .split("\0");
  // In Parse, the name of the prepared statement comes first.
  if (type === PARSE) return second;
  return type === QUERY ? first : undefined;
}
