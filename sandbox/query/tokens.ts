import { ApiError } from "../http/errors";

export interface Token {
  kind: "word" | "string" | "number" | "sign";
  text: string;
}

const PATTERN =
  /\s*(?:(?<string>'(?:[^'\\]|\\.|'')*')|(?<number>\d+(?:\.\d+)?)|(?<word>[A-Za-z_$][\w$.]*)|(?<sign><>|[!<>=]?=|[<>(),*-]))/y;

/** PostHog answers many more queries, so the error says that this is a limit of the sandbox. */
export function unreadable(near = ""): ApiError {
  const place = near === "" ? "" : `, near '${near}'`;
  const detail = `The sandbox cannot read this query${place}. It only answers queries that count events.`;
  return new ApiError(400, "validation_error", "invalid_input", detail);
}

export function tokenize(text: string): Token[] {
  const source = text.trim().replace(/\s*;$/, "");
  const pattern = new RegExp(PATTERN);
  const tokens: Token[] = [];
  while (pattern.lastIndex < source.length) {
    const start = pattern.lastIndex;
    const token = readToken(pattern.exec(source)?.groups ?? {});
    if (!token) throw unreadable(source.slice(start, start + 20).trim());
    tokens.push(token);
  }
  return tokens;
}

function readToken({ string, number, word, sign }: Record<string, string | undefined>): Token | undefined {
  if (string !== undefined) return { kind: "string", text: unquote(string) };
  if (number !== undefined) return { kind: "number", text: number };
  if (word !== undefined) return { kind: "word", text: word };
  return sign === undefined ? undefined : { kind: "sign", text: sign };
}

/** Inside a string, a quotation mark is doubled or escaped with a backslash. */
const unquote = (text: string) => text.slice(1, -1).replace(/\\(.)|''/g, (_match, escaped = "'") => escaped);
