import { Timestamp } from "@/components/timestamp";
import { findArrival } from "./arrival";

/** Room for three lines on a phone, and for two on anything wider. */
const SPACE = "flex min-h-27 items-center sm:min-h-21";

/** Keeps the space of the note free, so that nothing below it moves when it appears. */
export const ArrivalSpace = () => <div className={SPACE} />;

/** Says that the test event has arrived; shows nothing unless PostHog says so. */
export async function ArrivalNote() {
  const arrival = await findArrival();
  if (!arrival?.hasTestEvent || !arrival.lastEventAt) return <ArrivalSpace />;
  return (
    <div role="status" className={`callout bg-good-soft text-good ${SPACE}`}>
      <p>
        <strong>It works: your test event has arrived. </strong>
        Last event of this project: <Timestamp date={arrival.lastEventAt} />.
      </p>
    </div>
  );
}
