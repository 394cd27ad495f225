import type { Body } from "../http/body";
import { Refusal } from "../http/refusal";
import { readJson } from "./fields";

const MAX_LENGTH = 25;
const MAX_LABEL = 40;

/** The partner's prefix for the label of a personal API key. */
export function readLabelPrefix(body: Body, id = ""): string {
  const value = readJson(body, "label_prefix");
  if (value === undefined) return "";
  if (typeof value !== "string") throw invalid(id, "label_prefix must be a string");
  const prefix = value.trim();
  if ([...prefix].length > MAX_LENGTH)
    throw invalid(id, `label_prefix must be ${MAX_LENGTH} characters or fewer`);
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(prefix)) {
    throw invalid(id, "label_prefix must not contain control or format characters");
  }
  return prefix;
}

export function labelFor(prefix: string, projectName: string): string {
  const label = prefix === "" ? projectName : `${prefix} - ${projectName}`;
  return [...label].slice(0, MAX_LABEL).join("");
}

const invalid = (id: string, message: string) => new Refusal(400, "invalid_label_prefix", message, { id });
