import { Timestamp } from "@/components/timestamp";
import { requireUser } from "@/lib/auth/session";
import { connectionOf } from "@/lib/connection/partner-project";
import { findArrival } from "./arrival";

/** Says that events arrive; nothing where PostHog does not say. Streamed, because PostHog is asked meanwhile. */
export async function ArrivalNote() {
  const arrival = await findArrival(connectionOf(await requireUser()));
  if (!arrival) return null;
  // Events carry the clock of the device that sent them, which may be ahead.
  const lastEventAt = new Date(Math.min(arrival.lastEventAt.getTime(), Date.now()));
  return (
    <p role="status" className="rounded-xl bg-accent-soft p-4 text-accent">
      {arrival.hasTestEvent ? <strong>It works: your test event has arrived. </strong> : null}
      Last event of this project: <Timestamp date={lastEventAt} />.
    </p>
  );
}
