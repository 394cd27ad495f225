import { expect } from "@playwright/test";
import type { PartnerApp } from "../partner-app.ts";
import { connectWithConsent, expectConnected, type PartnerTest } from "../partner-test.ts";
import type { Person } from "../people.ts";
import { DEEP_LINKS } from "../traffic.ts";

const PROJECT = /\/project\/\d+/;

export function openingTests(test: PartnerTest): void {
  test("one press mints one link and opens it once: a link is single-use", async ({
    app,
    connected,
    traffic,
  }) => {
    await expectOpens(app, connected);
    expect(await traffic.minted()).toHaveLength(1);
    expect(await traffic.opened()).toHaveLength(1);
  });

  test("each press mints a link of its own: the one from before is used up", async ({
    app,
    connected,
    traffic,
  }) => {
    await expectOpens(app, connected);
    await expectOpens(app, connected);
    expect(await traffic.minted()).toHaveLength(2);
    expect(await traffic.opened()).toHaveLength(2);
  });

  test("showing a page mints nothing and prefetches nothing: any fetch of a link uses it up", async ({
    app,
    connected,
    traffic,
  }) => {
    const { page } = connected;
    await page.reload({ waitUntil: "networkidle" });
    for (const element of await page.getByRole("button").or(page.getByRole("link")).all()) {
      const box = await element.boundingBox();
      if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    }
    await app.isConnected(page);
    await page.waitForLoadState("networkidle");
    expect(await traffic.minted()).toEqual([]);
    expect(await traffic.opened()).toEqual([]);
  });

  test("PostHog gets no referrer with the link: the page it came from is PostHog does not need to know the page it came from", async ({
    app,
    connected,
    traffic,
  }) => {
    await expectOpens(app, connected);
    for (const { request_headers } of await traffic.opened()) expect(request_headers.referer).toBeUndefined();
  });

  test("leads to the project chosen on the consent page: people are in several organizations", async ({
    app,
    people,
    posthog,
  }) => {
    const organizations = [
      { name: "First", projects: ["Web", "Mobile"] },
      { name: "Second", projects: ["Chosen one"] },
    ].map(({ name, projects }) => ({ name: `${name} ${Date.now()}`, projects }));
    const person = await people.existing(organizations);
    await connectWithConsent(app, person, "Chosen one");
    await expectOpens(app, person);
    const user = await posthog.findUser(person.email);
    const chosen = user?.organizations
      .flatMap(({ projects }) => projects)
      .find(({ name }) => name === "Chosen one");
    expect(person.page.url()).toContain(`/project/${chosen?.id}`);
  });

  test("a refusal of PostHog ends nothing: rate limits and failures pass", async ({
    app,
    connected,
    posthog,
  }) => {
    for (const status of [429, 503]) {
      await posthog.plantFault({ method: "POST", path: DEEP_LINKS, kind: "status", status, times: null });
      await app.open(connected.page);
      await posthog.clearFaults();
      await expectConnected(app, connected);
    }
    await expectOpens(app, connected);
  });
}

/** Presses the button and waits for PostHog's project page. */
export async function expectOpens(app: PartnerApp, { page }: Person): Promise<void> {
  await app.open(page);
  await expect(page).toHaveURL(PROJECT);
}
