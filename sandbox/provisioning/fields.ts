import type { Body } from "../http/body";
import { ApiError } from "../http/errors";
import { pythonType } from "../http/python-type";
import { Refusal } from "../http/refusal";

/** Reads fields as PostHog's serializers do, with the same rules and messages. */

function invalidField(field: string, message: string): Refusal {
  return new Refusal(400, "invalid_request", `${field}: ${message}`);
}

interface StringRules {
  isRequired?: boolean;
  mayBeBlank?: boolean;
  keepsSpace?: boolean;
}

/** A string, or a number converted to one. `null` counts as absent unless the field is required. */
export function readString(body: Body, field: string, rules: StringRules = {}): string | undefined {
  const { isRequired = false, mayBeBlank = true, keepsSpace = false } = rules;
  const value = body.fields[field];
  if (value === undefined || (value === null && !isRequired)) {
    if (isRequired) throw invalidField(field, "This field is required.");
    return undefined;
  }
  if (value === null) throw invalidField(field, "This field may not be null.");
  const text = readText(field, value);
  const trimmed = text.trim();
  if (trimmed === "" && !mayBeBlank) throw invalidField(field, "This field may not be blank.");
  return keepsSpace ? text : trimmed;
}

function readText(field: string, value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number")
    throw invalidField(field, "Not a valid string.");
  const text = String(value);
  if (text.includes("\0")) throw invalidField(field, "Null characters are not allowed.");
  return text;
}

export function readStrings(body: Body, field: string): string[] {
  const value = body.isForm ? body.lists[field] : body.fields[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    throw invalidField(field, `Expected a list of items but got type "${pythonType(value)}".`);
  }
  return value.map((item: unknown, index) => {
    if (item === null) throw invalidField(field, `${index}: This field may not be null.`);
    if (typeof item !== "string" && typeof item !== "number") {
      throw invalidField(field, `${index}: Not a valid string.`);
    }
    const text = String(item).trim();
    if (text === "") throw invalidField(field, `${index}: This field may not be blank.`);
    if (text.includes("\0")) throw invalidField(field, `${index}: Null characters are not allowed.`);
    return text;
  });
}

/** Any JSON value. In a form, the field's text must be JSON. */
export function readJson(body: Body, field: string): unknown {
  const value = body.fields[field];
  if (!body.isForm || typeof value !== "string") return value ?? undefined;
  try {
    return JSON.parse(value) ?? undefined;
  } catch {
    throw invalidField(field, "Value must be valid JSON.");
  }
}

/** A JSON object. Any other value counts as an empty object. */
export function readObject(body: Body, field: string): Record<string, unknown> {
  const value = readJson(body, field);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?)?/;
const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** When an account request expires. An unreadable time is ignored. */
export function readExpiry(text: string | undefined): number | null {
  if (!text || !DATE_TIME.test(text) || Number.isNaN(Date.parse(text))) return null;
  // PostHog compares it with an aware datetime. Without an offset, the comparison raises an error in Python.
  if (!OFFSET.test(text)) throw new ApiError(500, "server_error", "error", "A server error occurred.");
  return Date.parse(text);
}

/** A `DateTimeField` of Django REST framework: without an offset, the time is UTC. */
export function readMoment(body: Body, field: string): number | null {
  const text = readString(body, field);
  if (text === undefined || text === "") return null;
  const moment = Date.parse(OFFSET.test(text) ? text : `${text}Z`);
  if (!DATE_TIME.test(text) || Number.isNaN(moment)) {
    throw invalidField(
      field,
      "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
    );
  }
  return moment;
}
