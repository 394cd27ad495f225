import type { Body } from "../http/body";
import { ApiError } from "../http/errors";
import { pythonType } from "../http/python-type";

/** Reads fields as PostHog's serializers do, with their messages. Only the first error is reported. */

export function invalid(attr: string | null, code: string, detail: string): ApiError {
  return new ApiError(400, "validation_error", code, detail, attr);
}

/** A required string. Numbers are converted, and surrounding white space is removed. */
export function readText(body: Body, field: string, maxLength?: number): string {
  const value = body.fields[field];
  if (value === undefined) throw invalid(field, "required", "This field is required.");
  return readTextItem(value, field, maxLength);
}

export function readTextItem(value: unknown, attr: string, maxLength = Number.POSITIVE_INFINITY): string {
  if (value === null) throw invalid(attr, "null", "This field may not be null.");
  if (typeof value !== "string" && typeof value !== "number") {
    throw invalid(attr, "invalid_input", "Not a valid string.");
  }
  const text = String(value).trim();
  if (text === "") throw invalid(attr, "blank", "This field may not be blank.");
  if ([...text].length > maxLength) {
    const detail = `Ensure this field has no more than ${maxLength} characters.`;
    throw invalid(attr, "max_length", detail);
  }
  if (text.includes("\0")) {
    throw invalid(attr, "null_characters_not_allowed", "Null characters are not allowed.");
  }
  return text;
}

/** A required list with at least one string. A form repeats the field for each item. */
export function readTexts(body: Body, field: string): string[] {
  const value = body.isForm ? body.lists[field] : body.fields[field];
  if (value === undefined) throw invalid(field, "required", "This field is required.");
  if (value === null) throw invalid(field, "null", "This field may not be null.");
  if (!Array.isArray(value)) {
    const detail = `Expected a list of items but got type "${pythonType(value)}".`;
    throw invalid(field, "not_a_list", detail);
  }
  if (value.length === 0) throw invalid(field, "empty", "This list may not be empty.");
  return value.map((item: unknown, index) => readTextItem(item, `${field}__${index}`));
}
