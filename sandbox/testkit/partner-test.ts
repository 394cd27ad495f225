import { test as base, expect } from "@playwright/test";
import { SandboxControl } from "../client/sandbox-control.ts";
import { approve, reachConsent } from "./consent.ts";
import { clientIdOf, DEFAULT_SANDBOX, type PartnerApp, type Place } from "./partner-app.ts";
import { People, type Person } from "./people.ts";
import { Traffic } from "./traffic.ts";

export interface PartnerFixtures {
  readonly app: PartnerApp;
  readonly people: People;
  /** The requests that reach PostHog's US region after this fixture is set up. */
  readonly traffic: Traffic;
  /** Someone who was new to PostHog and is now connected. */
  readonly connected: Person;
}

export interface PartnerWorkerFixtures {
  /** Where the app and the sandbox are. Override it to start both for each worker. */
  readonly place: Place;
  /** The sandbox's US region, which the tests use. */
  readonly posthog: SandboxControl;
}

/** How long connecting may take, including account creation and polling. */
const CONNECTING_MS = 30_000;

/**
 * Playwright's `test` with the fixtures of the suite.
 * @param app Four functions that say how a person uses the app, and where it is. Without `baseURL`, override the
 * fixture `place`.
 */
export function partnerTest({ baseURL, clientId, sandbox, ...app }: PartnerApp & Partial<Place>) {
  const place: Place = {
    baseURL: baseURL ?? "http://localhost:3000",
    ...(clientId === undefined ? {} : { clientId }),
    ...(sandbox === undefined ? {} : { sandbox }),
  };
  return base.extend<PartnerFixtures, PartnerWorkerFixtures>({
    place: [place, { scope: "worker", option: true }],
    posthog: [
      async ({ place }, use) => {
        const { us, eu } = place.sandbox ?? DEFAULT_SANDBOX;
        // The suite needs more people than a partner's hourly limits allow.
        const rate_limits = {
          account_requests: -1,
          token_exchanges: -1,
          resource_creates: -1,
          deep_links: -1,
        };
        for (const region of [new SandboxControl(us), new SandboxControl(eu)]) {
          await region.updateClient(clientIdOf(place), { rate_limits });
        }
        await use(new SandboxControl(us));
      },
      { scope: "worker" },
    ],
    baseURL: async ({ place }, use) => use(place.baseURL),
    app: async ({ place: _ }, use) => use(app),
    people: async ({ browser, place, posthog }, use, { testId, retry }) => {
      // Short, because the sandbox would mask a longer address as a secret in its recorded requests.
      const prefix = `${testId.slice(-20)}-${retry}`;
      const people = new People({ browser, app, baseURL: place.baseURL, posthog, prefix });
      await use(people);
      await people.leave();
      await posthog.clearFaults();
    },
    traffic: async ({ posthog }, use) => use(await Traffic.fromNow(posthog)),
    connected: async ({ people }, use) => {
      const person = await people.newcomer();
      await app.connect(person.page);
      await expectConnected(app, person);
      await use(person);
    },
  });
}

export type PartnerTest = ReturnType<typeof partnerTest>;

/** Waits until the app says that this person is connected. Retries when the page changes while it is being read. */
export async function expectConnected(app: PartnerApp, { page }: Person): Promise<void> {
  await expect(async () => {
    expect(await app.isConnected(page), "the app says it is connected").toBe(true);
  }).toPass({ timeout: CONNECTING_MS });
}

/** Takes someone whom PostHog knows from the app to PostHog's consent page. */
export async function goToConsent(app: PartnerApp, { page, email }: Person): Promise<void> {
  await app.connect(page);
  await reachConsent(page, email);
}

/** Connects someone whom PostHog knows. @param project The name of the project to share; the first if absent. */
export async function connectWithConsent(app: PartnerApp, person: Person, project?: string): Promise<void> {
  await goToConsent(app, person);
  await approve(person.page, project);
  await expectConnected(app, person);
}

/** Expects that the app says this person is not connected. */
export async function expectNotConnected(app: PartnerApp, { page }: Person): Promise<void> {
  expect(await app.isConnected(page), "the app says it is connected").toBe(false);
}
