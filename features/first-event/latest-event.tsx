import { State } from "@/components/state";
import { Timestamp } from "@/components/timestamp";
import type { Connection } from "@/lib/connection/connection";
import type { NextStep } from "@/lib/connection/next-step";
import { findArrival, findTestEvent } from "./arrival";
import { READ_BACK } from "./scope";

/** When the project's latest event arrived, according to PostHog. */
export async function LatestEvent({ connection }: { connection: Connection }) {
  if (!(await findTestEvent())) return <State is="unknown">Not checked yet</State>;
  const arrival = connection.scopes.includes(READ_BACK) ? await findArrival() : null;
  if (!arrival) return <State is="unknown">PostHog does not say</State>;
  if (!arrival.lastEventAt) return <State is="unknown">None in 30 days</State>;
  return (
    <State is="good">
      <Timestamp date={arrival.lastEventAt} />
    </State>
  );
}

/** Suggests a first event for a connection that has not been tried. */
export async function findNextStep(): Promise<NextStep | null> {
  if (await findTestEvent()) return null;
  return { words: "See that events arrive.", href: "#install", label: "Send your first event" };
}
