import type { Page } from "@playwright/test";

/** How many milliseconds the server takes for a page. A busy machine makes some slow; the fastest of ten counts. */
export async function timeToRender(page: Page, path: string): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 10; n += 1) {
    const start = performance.now();
    await (await page.request.get(path)).text();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}
