import type { BrowserContext, Response } from "@playwright/test";

/** What an app has sent to a browser, and what the browser has sent to the app. */
export interface Exposure {
  /** Places where a token, a code verifier or a client secret was readable; empty when all is well. */
  findSecrets(): Promise<string[]>;
}

/** The prefixes of PostHog's access and refresh tokens, and the parameter names of other secrets. */
const SECRETS = /ph[ar]_[A-Za-z0-9]{8}|code_verifier["'=&]|client_assertion["'=&]|client_secret["'=&]/;

/** Starts to watch a browser. */
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
  // A redirect has no body, and the body of a page that was left at once may be gone.
  const body = await response.text().catch(() => "");
  const request = response.request();
  const all = [body, request.url(), request.postData() ?? "", JSON.stringify(response.headers())];
  return all.some((text) => SECRETS.test(text)) ? `${request.method()} ${response.url()}` : null;
}
