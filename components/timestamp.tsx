/** A moment in words, the same for whoever looks. */
export function Timestamp({ date }: { date: Date }) {
  const words = date.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return <time dateTime={date.toISOString()}>{words} UTC</time>;
}
