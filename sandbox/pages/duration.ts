const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

/** A duration in its largest unit: `3 hours`, `1 day`. */
export function describeDuration(milliseconds: number): string {
  // Half of the next smaller unit earlier, so that no 60 minutes are said.
  const isReached = (length: number, index: number) =>
    milliseconds >= length - (UNITS[index + 1]?.[1] ?? 0) / 2;
  const [unit, length] = UNITS.find(([, length], index) => isReached(length, index)) ?? UNITS[3];
  const count = Math.round(milliseconds / length);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
