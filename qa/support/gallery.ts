import type { Browser, BrowserContext, Page } from "@playwright/test";

/** The pages in the gallery, as a signed-in and connected user sees them. */
const PAGES = [
  "/",
  "/demo",
  "/connection",
  "/connection/activity",
  "/connection/secret-keys/new",
  "/connection/proxies",
  "/connection/personal-api-key",
  "/connection/rotate",
  "/connection/disconnect",
  "/account",
  "/partner",
];

const DEVICES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 844 } };

/** Saves one sheet with all pages for each theme and device. */
export async function keepGallery(
  browser: Browser,
  { baseURL, folder, storageState }: { baseURL: string; folder: string; storageState: SignedIn },
): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, viewport] of Object.entries(DEVICES)) {
      const context = await browser.newContext({ baseURL, colorScheme, viewport, storageState });
      const page = await context.newPage();
      const cards: string[] = [];
      for (const path of PAGES) {
        await page.goto(path, { waitUntil: "networkidle" });
        cards.push(await takePicture(page));
      }
      await composeSheet(context, cards, {
        path: `${folder}/pages-${colorScheme}-${device}.png`,
        width: 1600,
        imageStyle: "height: 420px",
      });
      await context.close();
    }
  }
}

type SignedIn = Awaited<ReturnType<BrowserContext["storageState"]>>;

export async function takePicture(page: Page): Promise<string> {
  return `data:image/png;base64,${(await page.screenshot()).toString("base64")}`;
}

/** Arranges pictures side by side and saves them as one. */
export async function composeSheet(
  context: BrowserContext,
  pictures: readonly string[],
  { path, width, imageStyle }: { path: string; width: number; imageStyle: string },
): Promise<void> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height: 480 });
  await page.setContent(`<style>
    :root { color-scheme: light dark; }
    body { margin: 0; padding: 24px; display: flex; flex-wrap: wrap; gap: 20px; background: light-dark(#ece7db, #0c0f0d); }
    img { ${imageStyle}; min-width: 0; border-radius: 10px; box-shadow: 0 2px 12px rgb(0 0 0 / 18%); }
  </style>${pictures.map((picture) => `<img src="${picture}" alt="">`).join("")}`);
  await page.locator("body").screenshot({ path, scale: "css" });
}
