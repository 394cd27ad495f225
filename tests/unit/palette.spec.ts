import assert from "node:assert/strict";
import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { deriveAccent, deriveBrand } from "../../scripts/support/palette";

const LEGIBLE = 4.5;
const PAPER = { light: "#faf8f4", dark: "#151916" };

/** The two colors of `light-dark(#…, #…)`. */
function halves(value = "") {
  const [light = "", dark = ""] = value.match(/#[\da-f]{6}/g) ?? [];
  return { light, dark };
}

function luminance(hex: string): number {
  const linear = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

test("whatever colours someone chooses, words in them can be read, in light and in dark", () => {
  const hex = fc
    .integer({ min: 0, max: 0xffffff })
    .map((colour) => `#${colour.toString(16).padStart(6, "0")}`);
  fc.assert(
    fc.property(hex, hex, (brand, accent) => {
      const palette = { ...deriveBrand(brand), ...deriveAccent(accent) };
      const [ours, ink] = [halves(palette["--brand"]), halves(palette["--brand-ink"])];
      const [note, ground] = [halves(palette["--accent"]), halves(palette["--accent-soft"])];
      for (const scheme of ["light", "dark"] as const) {
        const pairs: [string, string][] = [
          [ours[scheme], PAPER[scheme]],
          [ours[scheme], ink[scheme]],
          [note[scheme], PAPER[scheme]],
          [note[scheme], ground[scheme]],
        ];
        for (const pair of pairs) assert.ok(contrast(...pair) > LEGIBLE, pair.join(" on "));
      }
    }),
    { numRuns: 300 },
  );
});

test("a colour that can be read already stays as it is", () => {
  expect(halves(deriveBrand("#0044cc")["--brand"]).light).toBe("#0044cc");
});
