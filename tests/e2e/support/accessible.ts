import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The rules of axe that look at colours, the one thing in which our themes differ. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** Expects the page to pass axe in both themes. Frames belong to another site and are tested there. */
export async function expectAccessible(page: Page): Promise<void> {
  // After a redirect, a page gets its title a moment after its content.
  await expect(page).toHaveTitle(/./);
  for (const colorScheme of ["light", "dark"] as const) {
    // Without motion, or axe would read a colour in transition between the themes.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Legacy mode does not open a second page to combine the results of frames.
    const axe = new AxeBuilder({ page }).exclude("iframe").setLegacyMode();
    if (colorScheme === "dark") axe.withRules(COLOUR_RULES);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    expect(found, `in the ${colorScheme} theme`).toEqual([]);
  }
}

/** Expects that nothing overflows sideways in a window as narrow as a small phone. */
export async function expectToFitSmallPhone(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, page.url()).toBeLessThanOrEqual(0);
  if (before) await page.setViewportSize(before);
}
