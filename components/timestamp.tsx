/** A moment in words, in UTC for everyone; the day alone where there is little room. */
export function Timestamp({ date, day = false }: { date: Date; day?: boolean }) {
  const words = day
    ? date.toLocaleString("en-GB", { dateStyle: "medium", timeZone: "UTC" })
    : `${date.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" })} UTC`;
  return <time dateTime={date.toISOString()}>{words}</time>;
}
