import { expect } from "@playwright/test";
import { clientIdOf } from "../partner-app.ts";
import {
  connectWithConsent,
  expectConnected,
  expectNotConnected,
  type PartnerTest,
} from "../partner-test.ts";
import { TOKENS } from "../traffic.ts";
import { expectOpens } from "./opening.ts";

/** Longer than the lifetime of PostHog's access tokens. */
const EXPIRED_SECONDS = 3601;

export function tokenTests(test: PartnerTest): void {
  test("never reach the browser: anyone who has one acts as the person", async ({
    app,
    connected,
    people,
  }) => {
    await expectOpens(app, connected);
    await app.isConnected(connected.page);
    expect(await connected.received.findSecrets()).toEqual([]);
    const other = await people.existing();
    await app.connect(other.page);
    expect(await other.received.findSecrets()).toEqual([]);
  });

  test("are renewed on the way when they have expired, and the person notices nothing", async ({
    app,
    connected,
    posthog,
    traffic,
  }) => {
    for (const _hour of [1, 2]) {
      await posthog.advanceClock(EXPIRED_SECONDS);
      await expectOpens(app, connected);
    }
    expect(await traffic.tokenRequests("refresh_token")).toHaveLength(2);
  });

  test("are renewed once when two tabs press at the same time: a refresh token is single-use", async ({
    app,
    connected,
    posthog,
    traffic,
  }) => {
    const second = { ...connected, page: await connected.page.context().newPage() };
    await posthog.advanceClock(EXPIRED_SECONDS);
    // A slow answer keeps the first renewal open until the second press arrives.
    await posthog.plantFault({ method: "POST", path: TOKENS, kind: "delay", delay_ms: 1500 });
    await Promise.all([app.open(connected.page), app.open(second.page)]);
    // Not the pages: logging in to one tab replaces the session with which the other may just be loading its page.
    await expect.poll(async () => (await traffic.opened()).length).toBe(2);
    expect(await traffic.tokenRequests("refresh_token")).toHaveLength(1);
    await expectConnected(app, connected);
  });

  test("survive a renewal that PostHog could not serve: only its word that the grant is gone ends it", async ({
    app,
    connected,
    posthog,
  }) => {
    await posthog.advanceClock(EXPIRED_SECONDS);
    await posthog.plantFault({ method: "POST", path: TOKENS, kind: "status", status: 503, times: null });
    await app.open(connected.page);
    await posthog.clearFaults();
    await expectOpens(app, connected);
  });

  test("that PostHog has ended are noticed, and connecting again works", async ({
    app,
    connected,
    place,
    posthog,
  }) => {
    await posthog.revokeSessions(clientIdOf(place));
    await posthog.advanceClock(EXPIRED_SECONDS);
    await app.open(connected.page);
    await expectNotConnected(app, connected);
    await connectWithConsent(app, connected);
    await expectOpens(app, connected);
  });
}
