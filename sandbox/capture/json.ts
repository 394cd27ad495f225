import { unparsable } from "./errors";

/** Deeper nesting is refused by PostHog's parser, and would exhaust the stack of whoever prints it here. */
const DEEPEST = 127;

export function parseJson(text: string): unknown {
  const value = parse(text);
  if (isDeeper(value, DEEPEST)) throw unparsable("recursion limit exceeded");
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unparsable("expected value");
  }
}

function isDeeper(value: unknown, left: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((inner) => isDeeper(inner, left - 1));
}
