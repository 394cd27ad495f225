import type { Page } from "@playwright/test";

/**
 * The app under test: four things that a person does in it. `connect` and `open` resolve when the press has a result:
 * the browser is at PostHog, or the app shows a message.
 */
export interface PartnerApp {
  /** Signs this browser in as someone with this verified e-mail address, whom the app may not know yet. */
  signIn(page: Page, email: string): Promise<void>;
  /** Goes to the button that connects PostHog, and presses it. The browser may be at PostHog afterwards. */
  connect(page: Page): Promise<void>;
  /** Goes to the button that opens PostHog, and presses it. */
  open(page: Page): Promise<void>;
  /** Goes to the page that says whether PostHog is connected, and reads it. False if it asks to connect again. */
  isConnected(page: Page): Promise<boolean>;
}

/** Where the app and its PostHog are. */
export interface Place {
  /** The app's origin, such as `http://localhost:3000`. */
  readonly baseURL: string;
  /** The URL of the app's client metadata document; `<baseURL>/.well-known/posthog-client.json` if absent. */
  readonly clientId?: string;
  /** The sandbox's origins, one per region; its default ports on 127.0.0.1 if absent. */
  readonly sandbox?: { readonly us: string; readonly eu: string };
}

export const DEFAULT_SANDBOX = { us: "http://127.0.0.1:8010", eu: "http://127.0.0.1:8020" } as const;

export const clientIdOf = ({ baseURL, clientId }: Place): string =>
  clientId ?? `${baseURL}/.well-known/posthog-client.json`;
