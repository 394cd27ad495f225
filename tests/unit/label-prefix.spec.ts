import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { labelPrefix } from "../../lib/posthog/label-prefix";

const graphemes = (text: string) =>
  [...new Intl.Segmenter("und", { granularity: "grapheme" }).segment(text)].map(({ segment }) => segment);

test.describe("a label prefix", () => {
  for (const [what, text, expected] of [
    ["short stays as it is", "Burrow", "Burrow"],
    ["is trimmed", "  Burrow\t", "Burrow"],
    ["of exactly 25 characters stays", "x".repeat(25), "x".repeat(25)],
    ["of 26 characters loses one", "x".repeat(26), "x".repeat(25)],
    ["is counted in code points, not in UTF-16 units", "🦊".repeat(26), "🦊".repeat(25)],
    ["is not cut inside a flag", `${"x".repeat(24)}🇧🇷`, "x".repeat(24)],
    ["is not cut inside a letter with its accent", `${"x".repeat(24)}e\u0301`, "x".repeat(24)],
    ["does not end in the space it was cut at", `${"x".repeat(24)} y`, "x".repeat(24)],
    ["loses control and format characters", "Bur\u0000row\u200B\u2028\u2029 Inc\u202E", "Burrow Inc"],
    ["loses half a character", "Bur\uD83Drow", "Burrow"],
    ["of nothing is none", "", undefined],
    ["of nothing but blanks is none", " \n\u200B ", undefined],
    ["of one character too long to keep is none", `a${"\u0301".repeat(30)}`, undefined],
  ] as const) {
    test(what, () => {
      expect(labelPrefix(text)).toBe(expected);
    });
  }

  test("of any text is one that PostHog accepts, and begins as the text does", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.string({ unit: "binary", maxLength: 60 }),
      fc
        .array(fc.constantFrom("👩‍💻", "🇧🇷", "é", "e\u0301", " ", "\u200D", "\u0085", "x", "한", "\uDC00"))
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const prefix = labelPrefix(text);
        if (prefix === undefined) return true;
        const accepted = [...prefix].length <= 25 && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(prefix);
        const whole = graphemes(text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "").trim());
        const kept = graphemes(prefix);
        return accepted && prefix === prefix.trim() && kept.every((each, index) => each === whole[index]);
      }),
      { numRuns: 2000 },
    );
  });
});
