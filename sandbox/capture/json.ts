import { unparsable } from "./errors";

/** The recursion limit of PostHog's parser. It also protects recursive code here from a stack overflow. */
const MAX_DEPTH = 127;

export function parseJson(text: string): unknown {
  const value = parse(text);
  if (isDeeper(value, MAX_DEPTH)) throw unparsable("recursion limit exceeded");
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
