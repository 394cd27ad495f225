const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

/** A duration in its largest unit: `3 hours`, `1 day`. */
export function describeDuration(milliseconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => milliseconds >= length) ?? UNITS[3];
  const count = Math.round(milliseconds / length);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
