import { expect, type Locator, type Page } from "@playwright/test";

// Until a page is hydrated, a click posts its form natively, and the response is a new page. Where that makes a
// difference, a test waits for hydration first, if possible for something that a user can see.

/** Waits for what a connected user's page offers only with scripts: opening the link in a new tab. */
export const expectNewTabOffered = (page: Page): Promise<void> =>
  expect(page.getByRole("checkbox", { name: "In a new tab" })).toBeVisible();

/** Waits until the dialog that shows a value once is modal: showModal() moves the focus into it. */
export const expectModal = (page: Page): Promise<void> =>
  expect(page.getByRole("dialog").getByRole("button").first()).toBeFocused();

/** Waits until React handles an element, for when hydration changes nothing that a user could see. */
export const expectHydrated = (element: Locator): Promise<void> =>
  expect
    .poll(() => element.evaluate((node) => Object.keys(node).some((key) => key.startsWith("__react"))))
    .toBe(true);
