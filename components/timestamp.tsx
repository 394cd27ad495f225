"use client";

import { useSyncExternalStore } from "react";
import { agoInWords } from "./ago-in-words";

const EVERY_MS = 10_000;

interface TimestampProps {
  readonly date: Date;
  /** Shows the time itself, for sentences like "since …" or "until …". */
  readonly exact?: boolean;
}

/** How long ago a date was, with its local time as a tooltip. A page without scripts shows the date itself, in UTC. */
export function Timestamp({ date, exact = false }: TimestampProps) {
  const now = useSyncExternalStore(subscribe, currentTime, () => null);
  if (now === null)
    return <time dateTime={date.toISOString()}>{exact ? inUtc(date) : <Early date={date} />}</time>;
  const local = date.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "long" });
  return (
    <time dateTime={date.toISOString()} title={exact ? undefined : local}>
      {exact ? local : agoInWords(date, new Date())}
    </time>
  );
}

/** Until the page's scripts have loaded. As wide as what follows, so that nothing on the page moves then. */
function Early({ date }: { date: Date }) {
  return (
    <>
      <span className="noscript:hidden" suppressHydrationWarning>
        {agoInWords(date, new Date())}
      </span>
      <span className="hidden noscript:inline">{inUtc(date)}</span>
    </>
  );
}

const inUtc = (date: Date): string =>
  date.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "long", timeZone: "UTC" });

/** Changes only every few seconds: React reads a snapshot more than once, and expects the same value each time. */
const currentTime = (): number => Math.floor(Date.now() / EVERY_MS);

function subscribe(notify: () => void): () => void {
  const timer = setInterval(notify, EVERY_MS);
  return () => clearInterval(timer);
}
