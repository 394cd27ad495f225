import type { BrowserContext, Response } from "@playwright/test";

/** What an app has sent to a browser, and what the browser has sent to the app. */
export interface Exposure {
  /** Places where a token, a code verifier or a client secret was readable; empty when all is well. */
  findSecrets(): Promise<string[]>;
}

/** How PostHog's access and refresh tokens begin, and the names under which other secrets travel. */
const SECRETS = /ph[ar]_[A-Za-z0-9]{8}|code_verifier["'=&]|client_assertion["'=&]|client_secret["'=&]/;

/** Watches a browser from now on. */
export function watchExposure(context: BrowserContext, baseURL: string): Exposure {
  const seen: Promise<string | null>[] = [];
  context.on("response", (response) => {
    if (response.url().startsWith(baseURL)) seen.push(readSecret(response));
  });
  return {
    async findSecrets() {
      const inAnswers = (await Promise.all(seen)).filter((place) => place !== null);
      const { cookies, origins } = await context.storageState();
      const inCookies = cookies.filter(({ value }) => SECRETS.test(decodeURIComponent(value)));
      const inStorage = origins.filter(({ localStorage }) => SECRETS.test(JSON.stringify(localStorage)));
      return [
        ...inAnswers,
        ...inCookies.map(({ name }) => `the cookie ${name}`),
        ...inStorage.map(({ origin }) => `the local storage of ${origin}`),
      ];
    },
  };
}

async function readSecret(response: Response): Promise<string | null> {
  // A redirect has no body, and a page left at once may be gone before it is read.
  const body = await response.text().catch(() => "");
  const request = response.request();
  const all = [body, request.url(), request.postData() ?? "", JSON.stringify(response.headers())];
  return all.some((text) => SECRETS.test(text)) ? `${request.method()} ${response.url()}` : null;
}
