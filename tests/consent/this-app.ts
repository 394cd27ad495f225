import { expect, type Page } from "@playwright/test";
import type { PartnerApp } from "../../sandbox/testkit";

/** This app, as the suite for every partner's app sees it. */
export const thisApp: PartnerApp = {
  // What the form of the sign-in page sends.
  async signIn(page, email) {
    const csrf = await page.request.get("/api/auth/csrf");
    const { csrfToken } = await csrf.json();
    await page.request.post("/api/auth/callback/demo", {
      headers: { origin: new URL(csrf.url()).origin },
      form: { csrfToken, email },
      maxRedirects: 0,
    });
  },
  connect: (page) => press(page, "Connect PostHog"),
  open: (page) => press(page, "Open in PostHog"),
  async isConnected(page) {
    await page.goto("/connection");
    const connect = page.getByRole("button", { name: /Connect PostHog|Finish setting up/ });
    await expect(connected(page).or(connect)).toBeVisible();
    return connected(page).isVisible();
  },
};

const connected = (page: Page) => page.getByText("Connected to PostHog", { exact: true });

/** Presses a button of the connection page and waits for its answer: another page, or other words on this one. */
async function press(page: Page, name: "Connect PostHog" | "Open in PostHog"): Promise<void> {
  await page.goto("/connection");
  // Other headings may still be loading, because they need PostHog's answers.
  const words = page.getByRole("alert").or(page.getByRole("heading", { level: 1 }));
  const before = [page.url(), ...(await words.allTextContents())];
  await page.getByRole("button", { name }).click();
  // While the browser changes pages there is nothing to read yet.
  const now = async () => [page.url(), ...(await words.allTextContents().catch(() => before.slice(1)))];
  await expect.poll(now, { timeout: 30_000 }).not.toEqual(before);
}
