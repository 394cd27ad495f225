/** Paths on a 20 × 20 grid, for a stroke width of 1.6. */
const PATHS = {
  check: "m5.5 10.5 3 3 6-7",
  cross: "m6 6 8 8m0-8-8 8",
  alert: "M10 6v5m0 3v.01",
  unknown: "M6 10h.01M10 10h.01M14 10h.01",
  arrow: "M4 10h12m-5-5 5 5-5 5",
  back: "M16 10H4m5-5-5 5 5 5",
  activity: "M2.5 10H6l2.5-6 3.5 12 2.5-6h3",
  key: "M13 10.5a4 4 0 1 1-2.5-3.7M10.5 9 17 2.5M14 5.5 16.5 8",
  globe: "M18 10a8 8 0 1 1-16 0 8 8 0 0 1 16 0ZM2 10h16M10 2c5 5 5 11 0 16-5-5-5-11 0-16Z",
  swap: "M4 7h11m-3-3 3 3-3 3M16 13H5m3-3-3 3 3 3",
  person: "M13 6.5a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM4 17c0-3.3 2.7-5 6-5s6 1.7 6 5",
  unplug: "m3 3 14 14M8 4v3m4-3v3M6 8v2a4 4 0 0 0 5 3.9M14 9V8h-2m-2 6v4",
  bin: "M4 6h12M8 6V3.5h4V6M5.5 6l.7 11h7.6l.7-11",
} as const;

export type IconName = keyof typeof PATHS;

/** A small icon beside text that says the same. */
export function Icon({ name, look = "size-5" }: { name: IconName; look?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      className={`shrink-0 ${look}`}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
