import { type APIResponse, expect, type Page } from "@playwright/test";
import { fillForm } from "../../support/form";
import type { Sandbox } from "../../support/sandbox";
import { createPostHogUser, haveSession } from "./posthog-pages";
import { enter } from "./sign-in";

// Steps that a test needs but is not about. They send the same forms as a browser without scripts, with the cookies
// of the page's browser, but open no page: a page costs many times what its form does.

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

/** Signs in with an e-mail address that is new to PostHog, and connects. */
export async function enterConnected(page: Page, email: string): Promise<void> {
  await enter(page, email);
  await sendForm(page, "/connection", "Connect PostHog");
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
