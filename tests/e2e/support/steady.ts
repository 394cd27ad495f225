import type { Page } from "@playwright/test";
import type { Sandbox } from "../../support/sandbox";
import { expect } from "./fixtures";

const WINDOWS = [
  { width: 1280, height: 900 },
  { width: 390, height: 900 },
];

/** What Chromium reports when something moves without a click or a key before it. TypeScript does not know it. */
interface LayoutShift extends PerformanceEntry {
  readonly sources: readonly {
    readonly node: Node | null;
    readonly previousRect: DOMRectReadOnly;
    readonly currentRect: DOMRectReadOnly;
  }[];
}

/** Expects that nothing on these pages moves up or down by itself, such as when their scripts start. */
export async function expectSteady(page: Page, paths: readonly string[]): Promise<void> {
  await page.addInitScript(() => {
    const isShift = (entry: PerformanceEntry): entry is LayoutShift => "sources" in entry;
    new PerformanceObserver((list) => {
      for (const { node, previousRect, currentRect } of list
        .getEntries()
        .filter(isShift)
        .flatMap(({ sources }) => sources))
        if (previousRect.y !== currentRect.y) document.documentElement.dataset.moved = `${node?.textContent}`;
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const window of WINDOWS) {
    await page.setViewportSize(window);
    for (const path of paths) {
      await page.goto(path, { waitUntil: "networkidle" });
      expect(await page.locator("html").getAttribute("data-moved"), `${path}, ${window.width} px`).toBeNull();
    }
  }
}

/**
 * Expects that no link, button or field of a page moves when PostHog's answers arrive. One that moves between the press
 * and the release of a mouse button misses its click.
 * @param posthogPath The start of the path of PostHog's API that the page waits for.
 */
export async function expectSteadyControls(
  page: Page,
  sandbox: Sandbox,
  path: string,
  posthogPath: string,
): Promise<void> {
  for (const window of WINDOWS) {
    await page.setViewportSize(window);
    for (const method of ["GET", "POST"])
      await sandbox.plantFault({ method, path: posthogPath, kind: "delay", delay_ms: 1_000, times: null });
    await page.goto(path, { waitUntil: "commit" });
    const placeholders = page.locator("main template");
    await expect(placeholders.first(), "the page waits for PostHog").toBeAttached();
    const early = await positionsOf(page);
    await expect(placeholders).toHaveCount(0);
    await sandbox.control("DELETE", "faults");
    const late = await positionsOf(page);
    const moved = [...early].filter(([control, y]) => late.has(control) && late.get(control) !== y);
    expect(moved, `${path}, ${window.width} px`).toEqual([]);
  }
}

/** The distance of each control from the top of the page, by its words. */
async function positionsOf(page: Page): Promise<ReadonlyMap<string, number>> {
  const controls = await page.evaluate(() =>
    [...document.querySelectorAll("main :is(a, button, input, select, textarea, summary)")]
      .filter((control) => control.checkVisibility())
      .map((control) => ({
        words: `${control.tagName} ${control.textContent || control.getAttribute("name")}`,
        y: Math.round(control.getBoundingClientRect().top + scrollY),
      })),
  );
  const count = (words: string, until: number) =>
    controls.slice(0, until).filter((control) => control.words === words).length;
  return new Map(controls.map(({ words, y }, n) => [`${words} (${count(words, n) + 1})`, y]));
}
