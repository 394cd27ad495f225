import { expect, test } from "@playwright/test";
import { agoInWords } from "../../components/ago-in-words";

const NOW = new Date("2026-11-28T12:00:00Z");

for (const [moment, words] of [
  ["2026-11-28T12:00:00Z", "now"],
  ["2026-11-28T11:59:48Z", "12 seconds ago"],
  ["2026-11-28T11:58:01Z", "1 minute ago"],
  ["2026-11-28T09:00:00Z", "3 hours ago"],
  ["2026-11-27T11:00:00Z", "yesterday"],
  ["2026-10-01T12:00:00Z", "last month"],
  ["2024-11-01T12:00:00Z", "2 years ago"],
  ["2026-11-28T12:05:30Z", "in 5 minutes"],
] as const) {
  test(`at noon on 28 November 2026, ${moment} is “${words}”`, () => {
    expect(agoInWords(new Date(moment), NOW)).toBe(words);
  });
}
