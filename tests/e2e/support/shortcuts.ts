import { type APIResponse, expect, type Page } from "@playwright/test";
import { fillForm } from "../../support/form";
import type { Sandbox } from "../../support/sandbox";
import { createPersonalApiKey } from "./personal-api-keys";
import { createPostHogUser, haveSession } from "./posthog-pages";

// What a test needs done but is not about. These send the same forms as a browser without scripts, with the cookies of
// the page's browser, and open no page: a page costs many times what its form does.

/** Sends the form that has this button, on a page of the app, and follows no redirect. */
export async function sendForm(
  page: Page,
  path: string,
  button: string,
  typed: Readonly<Record<string, string>> = {},
): Promise<APIResponse> {
  const shown = await page.request.get(path);
  const { action, body } = fillForm(await shown.text(), button, typed);
  return page.request.post(action || path, {
    headers: { origin: new URL(shown.url()).origin },
    multipart: body,
    maxRedirects: 0,
  });
}

/** Signs in with an e-mail address. */
export async function enter(page: Page, email: string): Promise<void> {
  const csrf = await page.request.get("/api/auth/csrf");
  const { csrfToken } = await csrf.json();
  await page.request.post("/api/auth/callback/demo", {
    headers: { origin: new URL(csrf.url()).origin },
    form: { csrfToken, email },
    maxRedirects: 0,
  });
}

/** Signs in with an e-mail address that is new to PostHog, and connects. */
export async function enterConnected(page: Page, email: string): Promise<void> {
  await enter(page, email);
  await sendForm(page, "/connection", "Connect PostHog");
}

/** Gives the app a personal API key of the signed-in user. */
export async function handOverKey(
  page: Page,
  sandbox: Sandbox,
  email: string,
  scopes: readonly string[],
): Promise<void> {
  const key = await createPersonalApiKey(sandbox, email, scopes);
  await sendForm(page, "/connection/personal-api-key", "Check and keep the key", { key });
}

/** Creates a project secret API key, of which nothing but its label is known afterwards. */
export async function makeSecretKey(page: Page, label: string): Promise<void> {
  await sendForm(page, "/connection/secret-keys/new", "Create the key", { label, "endpoint:read": "on" });
}

/** Has a user whom PostHog knows, and who is logged in there, sent to the consent page. */
export async function goToConsent(
  page: Page,
  sandbox: Sandbox,
  email: string,
  projects: readonly string[],
): Promise<void> {
  await haveSession(page, sandbox, await createPostHogUser(sandbox, email, projects));
  const sent = await sendForm(page, "/connection", "Connect PostHog");
  await page.goto(sent.headers().location ?? "");
  await expect(page.getByRole("button", { name: "Approve" })).toBeVisible();
}
