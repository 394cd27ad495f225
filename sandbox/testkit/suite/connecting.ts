import { expect } from "@playwright/test";
import { approve, cancel } from "../consent.ts";
import {
  connectWithConsent,
  expectConnected,
  expectNotConnected,
  goToConsent,
  type PartnerTest,
} from "../partner-test.ts";

export function connectingTests(test: PartnerTest): void {
  test("someone who is new to PostHog is connected without leaving the app: they have nothing to consent to yet", async ({
    app,
    people,
    place,
    traffic,
  }) => {
    const person = await people.newcomer();
    await expectNotConnected(app, person);
    await app.connect(person.page);
    expect(new URL(person.page.url()).origin).toBe(new URL(place.baseURL).origin);
    await expectConnected(app, person);
    const bodies = (await traffic.accountRequests()).map(({ request_body }) => request_body ?? "");
    expect(
      bodies.some((body) => body.includes(person.email)),
      "asks for the person's own address",
    ).toBe(true);
  });

  test("the code challenge is S256, because a plain one shows its verifier to anyone who reads the request", async ({
    app,
    people,
    traffic,
  }) => {
    const person = await people.newcomer();
    await app.connect(person.page);
    await expectConnected(app, person);
    const requests = await traffic.accountRequests();
    expect(requests.length).toBeGreaterThan(0);
    for (const { request_body } of requests) expect(request_body).toMatch(/code_challenge_method\W+S256/);
    const [exchange] = await traffic.tokenRequests("authorization_code");
    expect(exchange?.request_body).toMatch(/code_verifier/);
  });

  test("someone whom PostHog knows is connected only after they approved: no account is taken over silently", async ({
    app,
    people,
    traffic,
  }) => {
    const person = await people.existing();
    await goToConsent(app, person);
    const meanwhile = { ...person, page: await person.page.context().newPage() };
    await expectNotConnected(app, meanwhile);
    expect(await traffic.tokenRequests("authorization_code"), "no code exists yet").toEqual([]);
    await approve(person.page);
    await expectConnected(app, person);
  });

  test("someone who cancels stays unconnected and can start again: PostHog tells the app nothing", async ({
    app,
    people,
  }) => {
    const person = await people.existing();
    await goToConsent(app, person);
    await cancel(person.page);
    await expectNotConnected(app, person);
    await connectWithConsent(app, person);
  });

  test("someone who is logged in to PostHog as another person stays unconnected: consent belongs to one address", async ({
    app,
    people,
    traffic,
  }) => {
    const person = await people.existing();
    await people.logInAsSomeoneElse(person);
    await app.connect(person.page);
    await expect(person.page.getByRole("button", { name: "Approve" })).toHaveCount(0);
    await expectNotConnected(app, person);
    expect(await traffic.tokenRequests("authorization_code")).toEqual([]);
  });

  test("another person of the app is not connected by it: a connection belongs to one person", async ({
    app,
    connected,
    people,
  }) => {
    const other = await people.newcomer();
    await expectNotConnected(app, other);
    await expectConnected(app, connected);
  });

  test("nothing is connected while PostHog is down, and the next attempt works: failures pass", async ({
    app,
    people,
    posthog,
  }) => {
    const person = await people.newcomer();
    await posthog.plantFault({
      method: "POST",
      path: "/api/agentic",
      kind: "status",
      status: 503,
      times: null,
    });
    await app.connect(person.page);
    await expectNotConnected(app, person);
    await posthog.clearFaults();
    await app.connect(person.page);
    await expectConnected(app, person);
  });
}
