import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The rules of axe that look at colours, the one thing in which our themes differ. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** The page passes axe in both themes; what it frames is another site's, and tried there. */
export async function expectAccessible(page: Page): Promise<void> {
  // A page that a redirect led to gets its title a moment after its content.
  await expect(page).toHaveTitle(/./);
  for (const colorScheme of ["light", "dark"] as const) {
    // Without motion, or axe would read a colour on its way from one theme to the other.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Legacy is what does without a second page of its own to put the frames together in.
    const axe = new AxeBuilder({ page }).exclude("iframe").setLegacyMode();
    if (colorScheme === "dark") axe.withRules(COLOUR_RULES);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    expect(found, `in the ${colorScheme} theme`).toEqual([]);
  }
}

/** In a window as narrow as a small phone, nothing sticks out to the side. */
export async function expectToFitSmallPhone(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, page.url()).toBeLessThanOrEqual(0);
  if (before) await page.setViewportSize(before);
}
