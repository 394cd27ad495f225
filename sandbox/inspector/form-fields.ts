import type { Body } from "../http/body";

/** Converts form fields to the types of the control API: numbers, booleans and lists. */
export class FormFields {
  readonly #fields: Body["fields"];

  constructor(fields: Body["fields"]) {
    this.#fields = fields;
  }

  /** An empty field counts as absent. */
  text(name: string): string | undefined {
    const value = this.#fields[name];
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : Number(text);
  }

  flag(name: string): boolean | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : text === "true";
  }

  list(name: string): string[] {
    return this.text(name)?.split(/[\s,]+/) ?? [];
  }

  /** The parsed value, or the text itself if it is not JSON. */
  json(name: string): unknown {
    const text = this.text(name);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }

  /** `Name: value`, one per line. */
  headers(name: string): Record<string, string> {
    const lines = this.text(name)?.split("\n") ?? [];
    return Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
      }),
    );
  }
}
