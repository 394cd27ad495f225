/** What PostHog counts are code points, as Python's `len` does. */
const MOST_CODE_POINTS = 25;

// PostHog refuses control and format characters and line separators; a lone surrogate is no character at all.
const REFUSED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * Makes a `label_prefix` that PostHog accepts out of any text: cut to 25 code points, but never inside what a
 * reader sees as one character.
 * @returns undefined when nothing is left.
 */
export function labelPrefix(text: string): string | undefined {
  let prefix = "";
  let length = 0;
  for (const { segment } of graphemes.segment(text.replace(REFUSED, "").trim())) {
    length += [...segment].length;
    if (length > MOST_CODE_POINTS) break;
    prefix += segment;
  }
  return prefix.trimEnd() || undefined;
}
