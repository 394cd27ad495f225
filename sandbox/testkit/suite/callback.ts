import { expect } from "@playwright/test";
import { approveWithoutReturning } from "../consent.ts";
import type { PartnerApp } from "../partner-app.ts";
import { expectConnected, expectNotConnected, goToConsent, type PartnerTest } from "../partner-test.ts";
import type { Person } from "../people.ts";

export function callbackTests(test: PartnerTest): void {
  test("is bound to the browser that began the flow: a stolen address must not connect a stranger", async ({
    app,
    people,
    traffic,
  }) => {
    const person = await people.existing();
    const callback = await callbackOf(app, person);
    const stranger = await people.newcomer();
    await stranger.page.goto(callback);
    await expectNotConnected(app, stranger);
    expect(await traffic.tokenRequests("authorization_code"), "the code is not exchanged").toEqual([]);
    await person.page.goto(callback);
    await expectConnected(app, person);
  });

  test("works for the person who began the flow, and for no one who signs in to that browser meanwhile", async ({
    app,
    people,
  }) => {
    const person = await people.existing();
    const callback = await callbackOf(app, person);
    const next = await people.newcomer();
    // The browser of the first person, with the session of the next one.
    const session = await next.page.context().cookies();
    await person.page.context().addCookies(session);
    await person.page.goto(callback);
    await expectNotConnected(app, person);
    await expectNotConnected(app, next);
  });

  test("with a state that no one knows changes nothing, and the genuine flow still ends well", async ({
    app,
    people,
    traffic,
  }) => {
    const person = await people.existing();
    await goToConsent(app, person);
    const stray = await person.page.context().newPage();
    const genuine = await approveWithoutReturning(person.page);
    const forged = new URL(genuine);
    forged.searchParams.set("state", "forged");
    await stray.goto(forged.href);
    expect(await traffic.tokenRequests("authorization_code"), "the code is not exchanged").toEqual([]);
    await person.page.goto(genuine);
    await expectConnected(app, person);
  });

  test("runs once: a browser delivers it again on reload, on Back, and from a preloader", async ({
    app,
    people,
    traffic,
  }) => {
    const person = await people.existing();
    const callback = await callbackOf(app, person);
    await person.page.goto(callback);
    await expectConnected(app, person);
    await person.page.goto(callback);
    await expectConnected(app, person);
    expect(await traffic.tokenRequests("authorization_code")).toHaveLength(1);
  });

  test("does nothing for a HEAD request: link scanners send one before the person comes", async ({
    app,
    people,
    traffic,
  }) => {
    const person = await people.existing();
    const callback = await callbackOf(app, person);
    await person.page.request.head(callback, { maxRedirects: 0 });
    expect(await traffic.tokenRequests("authorization_code")).toEqual([]);
    await person.page.goto(callback);
    await expectConnected(app, person);
  });
}

/** Gives consent as someone whom PostHog knows. Returns the callback URL to which PostHog would redirect. */
async function callbackOf(app: PartnerApp, person: Person): Promise<string> {
  await goToConsent(app, person);
  return approveWithoutReturning(person.page);
}
