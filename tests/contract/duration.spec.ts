import { describeDuration } from "../../sandbox/pages/duration";
import { expect, test } from "./support/fixtures";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

for (const [milliseconds, words] of [
  [900, "1 second"],
  [45 * MINUTE, "45 minutes"],
  [59.6 * MINUTE, "1 hour"],
  [23.4 * HOUR, "23 hours"],
  [23.8 * HOUR, "1 day"],
  [2 * DAY, "2 days"],
] as const) {
  test(`${milliseconds} ms are said to be ${words}`, () => {
    expect(describeDuration(milliseconds)).toBe(words);
  });
}
