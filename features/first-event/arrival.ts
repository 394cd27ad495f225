import { setTimeout as sleep } from "node:timers/promises";
import { cache } from "react";
import { requireUser } from "@/lib/auth/session";
import { findLastDone } from "@/lib/connection/activity";
import { attempt } from "@/lib/connection/attempt";
import { connectionOf } from "@/lib/connection/partner-project";
import { withAccessToken } from "@/lib/connection/tokens";
import { posthog } from "@/lib/identity/client";
import { withDeadline } from "@/lib/platform/deadline";
import type { ConnectionOwner } from "@/lib/tokens/owner";
import { readLastEvent } from "./api";

const DEADLINE_MS = 8_000;
const LOOK_EVERY_MS = 1_000;
/** How long after a test event someone may be waiting for it on the page. */
const AWAITED_MS = 60_000;
/** PostHog dates an event by its own clock, corrected with the sender's. */
const CLOCK_SKEW_MS = 60_000;

/** What PostHog knows about a project's events. */
export interface Arrival {
  /** The latest test event has arrived. */
  readonly hasTestEvent: boolean;
  /** null when there was none within the last 30 days. */
  readonly lastEventAt: Date | null;
}

/** When the signed-in user sent their latest test event; null when they sent none. */
export const findTestEvent = cache(
  async (): Promise<Date | null> => findLastDone((await requireUser()).id, "send_test_event"),
);

/**
 * Reads back what has arrived in the signed-in user's project, once per request, with the connection's own access
 * token. PostHog takes seconds to process an event, so this polls for a fresh test event. It calls PostHog only after a
 * test event was sent: viewing the page alone must cost no call and refresh no token.
 * @returns null when no test event was sent, or PostHog does not say.
 */
export const findArrival = cache(async (): Promise<Arrival | null> => {
  const owner = connectionOf(await requireUser());
  const sentAt = await findTestEvent();
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
});

function look(owner: ConnectionOwner, sentAt: Date): Promise<Arrival | null> {
  return withAccessToken(owner, async ({ region, accessToken: credential, projectId }) => {
    if (!projectId) return null;
    const request = { region, credential, projectId };
    const [lastEventAt, testEventAt] = await Promise.all([
      readLastEvent(posthog(), request),
      readLastEvent(posthog(), { ...request, distinctId: owner.userId }),
    ]);
    const hasTestEvent = testEventAt !== null && testEventAt.getTime() > sentAt.getTime() - CLOCK_SKEW_MS;
    return { hasTestEvent, lastEventAt: lastEventAt && notLaterThanNow(lastEventAt) };
  });
}

/** Events carry the time of the device that sent them, whose clock may be ahead. */
const notLaterThanNow = (date: Date): Date => new Date(Math.min(date.getTime(), Date.now()));
