import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { SandboxControl } from "../client/sandbox-control.ts";
import { type Exposure, watchExposure } from "./exposure.ts";
import type { PartnerApp } from "./partner-app.ts";

/** Someone with their own browser context, signed in to the app. */
export interface Person {
  readonly email: string;
  readonly page: Page;
  /** Everything that the app has sent to this browser. */
  readonly received: Exposure;
}

export interface Organization {
  readonly name: string;
  readonly projects: readonly string[];
}

/** The people of one test. Their addresses are new, so that tests do not affect each other. */
export class People {
  readonly #contexts: BrowserContext[] = [];

  constructor(
    private readonly options: {
      readonly browser: Browser;
      readonly app: PartnerApp;
      readonly baseURL: string;
      readonly posthog: SandboxControl;
      /** The prefix of every address. */
      readonly prefix: string;
    },
  ) {}

  /** Someone whom PostHog has never seen. */
  newcomer = (): Promise<Person> => this.#enter(this.#address());

  /** Someone with an account at PostHog, by default in one organization with one project. */
  async existing(organizations?: readonly Organization[]): Promise<Person> {
    const email = this.#address();
    await this.#createUser(email, organizations ?? [{ name: `Org of ${email}`, projects: ["Website"] }]);
    return this.#enter(email);
  }

  /** Logs a person's browser in to PostHog as someone else. */
  async logInAsSomeoneElse({ page }: Person): Promise<void> {
    const { posthog } = this.options;
    const email = this.#address();
    const { id } = await this.#createUser(email, [{ name: `Org of ${email}`, projects: ["Website"] }]);
    const { cookie } = await posthog.createSession(id);
    const cookies = cookie.split("; ").map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return { name, value: value.join("="), url: posthog.origin };
    });
    await page.context().addCookies(cookies);
  }

  async leave(): Promise<void> {
    for (const context of this.#contexts) await context.close();
  }

  #address = () => `${this.options.prefix}-${this.#count++}@example.org`;
  #count = 0;

  #createUser = (email: string, organizations: readonly Organization[]) =>
    this.options.posthog.createUser({
      email,
      organizations: organizations.map(({ name, projects }) => ({
        name,
        projects: projects.map((project) => ({ name: project })),
      })),
    });

  async #enter(email: string): Promise<Person> {
    const { browser, app, baseURL } = this.options;
    const context = await browser.newContext({ baseURL });
    this.#contexts.push(context);
    const received = watchExposure(context, baseURL);
    const page = await context.newPage();
    await app.signIn(page, email);
    return { email, page, received };
  }
}
