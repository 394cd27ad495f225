import { setTimeout as sleep } from "node:timers/promises";
import { findLastDone } from "@/lib/connection/activity";
import { attempt } from "@/lib/connection/attempt";
import { withAccessToken } from "@/lib/connection/tokens";
import { posthog } from "@/lib/identity/client";
import { withDeadline } from "@/lib/platform/deadline";
import type { ConnectionOwner } from "@/lib/tokens/owner";
import { readLastEvent } from "./api";

const DEADLINE_MS = 8_000;
const LOOK_EVERY_MS = 1_000;
/** How long after a test event someone may be waiting for it on the page. */
const AWAITED_MS = 60_000;
/** PostHog dates an event by its own clock, corrected by what the sender's clock said. */
const CLOCK_SKEW_MS = 60_000;

/** What PostHog has of a project's events. */
export interface Arrival {
  /** The test event that was sent last has arrived. */
  readonly hasTestEvent: boolean;
  readonly lastEventAt: Date;
}

/**
 * Reads back, with the connection's own access token, what became of a test event. PostHog takes seconds to process
 * one, so for a fresh one it looks more than once.
 * @returns null when no test event was sent, nothing has arrived, or PostHog does not say.
 */
export async function findArrival(owner: ConnectionOwner): Promise<Arrival | null> {
  const sentAt = await findLastDone(owner.userId, "send_test_event");
  if (!sentAt) return null;
  const lookUntil = Math.min(sentAt.getTime() + AWAITED_MS, Date.now() + DEADLINE_MS - LOOK_EVERY_MS);
  const result = await attempt("read_events", () =>
    withDeadline(DEADLINE_MS, async () => {
      let arrival = await look(owner, sentAt);
      while (!arrival?.hasTestEvent && Date.now() < lookUntil) {
        await sleep(LOOK_EVERY_MS);
        arrival = await look(owner, sentAt);
      }
      return arrival;
    }),
  );
  return result.ok ? result.value : null;
}

function look(owner: ConnectionOwner, sentAt: Date): Promise<Arrival | null> {
  return withAccessToken(owner, async ({ region, accessToken: credential, projectId }) => {
    if (!projectId) return null;
    const request = { region, credential, projectId };
    const [lastEventAt, testEventAt] = await Promise.all([
      readLastEvent(posthog(), request),
      readLastEvent(posthog(), { ...request, distinctId: owner.userId }),
    ]);
    if (!lastEventAt) return null;
    const hasTestEvent = testEventAt !== null && testEventAt.getTime() > sentAt.getTime() - CLOCK_SKEW_MS;
    return { hasTestEvent, lastEventAt };
  });
}
