const UNITS = [
  { unit: "year", seconds: 31_557_600 },
  { unit: "month", seconds: 2_629_800 },
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** How long ago a date was, or how far ahead it is, in the largest whole unit. */
export function agoInWords(date: Date, now: Date): string {
  const seconds = (date.getTime() - now.getTime()) / 1000;
  const fitting = UNITS.find((unit) => Math.abs(seconds) >= unit.seconds);
  return fitting
    ? words.format(Math.trunc(seconds / fitting.seconds), fitting.unit)
    : words.format(Math.trunc(seconds), "second");
}
