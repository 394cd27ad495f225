import type { ApiError } from "../http/errors";
import { type Token, unreadable } from "./tokens";

/** Reads the tokens of one query from left to right. */
export class Cursor {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** Skips these words and signs if they come next. Ignores case. */
  skip(...texts: string[]): boolean {
    const isNext = texts.every((text, offset) => {
      const token = this.#tokens[this.#at + offset];
      return token && token.kind !== "string" && token.text.toLowerCase() === text.toLowerCase();
    });
    if (isNext) this.#at += texts.length;
    return isNext;
  }

  expect(...texts: string[]): void {
    if (!this.skip(...texts)) throw this.unreadable();
  }

  take(kind: Token["kind"]): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind) throw this.unreadable();
    this.#at += 1;
    return token.text;
  }

  /** One or more items, separated by commas. */
  takeList<Item>(takeItem: () => Item): Item[] {
    const items = [takeItem()];
    while (this.skip(",")) items.push(takeItem());
    return items;
  }

  unreadable(): ApiError {
    return unreadable(this.#tokens[this.#at]?.text);
  }
}
