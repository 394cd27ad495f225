import { Timestamp } from "@/components/timestamp";
import { findArrival } from "./arrival";

/** Says that the test event has arrived; shows nothing unless PostHog says so. */
export async function ArrivalNote() {
  const arrival = await findArrival();
  if (!arrival?.hasTestEvent || !arrival.lastEventAt) return null;
  return (
    <p role="status" className="callout bg-good-soft text-good">
      <strong>It works: your test event has arrived. </strong>
      Last event of this project: <Timestamp date={arrival.lastEventAt} />.
    </p>
  );
}
