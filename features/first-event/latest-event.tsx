import { State } from "@/components/state";
import { Timestamp } from "@/components/timestamp";
import type { Connection } from "@/lib/connection/connection";
import type { NextStep } from "@/lib/connection/next-step";
import { findArrival } from "./arrival";
import { READ_BACK } from "./scope";

/** When the latest event of the project arrived, as PostHog says. */
export async function LatestEvent({ connection }: { connection: Connection }) {
  const arrival = await findArrivalOf(connection);
  if (!arrival) return <State is="unknown">PostHog does not say</State>;
  if (!arrival.lastEventAt) return <State is="unknown">None in 30 days</State>;
  return (
    <State is="good">
      <Timestamp date={arrival.lastEventAt} />
    </State>
  );
}

/** A project without events wants its first one. */
export async function findNextStep(connection: Connection): Promise<NextStep | null> {
  const arrival = await findArrivalOf(connection);
  if (!arrival || arrival.lastEventAt) return null;
  return { words: "No event has arrived yet.", href: "#install", label: "Send your first event" };
}

const findArrivalOf = async ({ scopes }: Connection) => (scopes.includes(READ_BACK) ? findArrival() : null);
