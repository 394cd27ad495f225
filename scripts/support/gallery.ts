import type { Browser, BrowserContext, Page } from "@playwright/test";

/** What everybody may see of the app; signed in and connected from the third on. */
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
  "/partner",
];

const DEVICES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 844 } };

const CARD_HEIGHT = 420;

/** Keeps a sheet with every page for each theme and device. */
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
      await compose(context, cards, `${folder}/pages-${colorScheme}-${device}.png`);
      await context.close();
    }
  }
}

type SignedIn = Awaited<ReturnType<BrowserContext["storageState"]>>;

export async function takePicture(page: Page): Promise<string> {
  return `data:image/png;base64,${(await page.screenshot()).toString("base64")}`;
}

async function compose(context: BrowserContext, cards: readonly string[], path: string): Promise<void> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1600, height: 900 });
  await page.setContent(`<style>
    body { margin: 0; padding: 24px; display: flex; flex-wrap: wrap; gap: 20px; background: light-dark(#ece7db, #0c0f0d); }
    :root { color-scheme: light dark; }
    img { height: ${CARD_HEIGHT}px; border-radius: 8px; box-shadow: 0 2px 12px rgb(0 0 0 / 18%); }
  </style>${cards.map((card) => `<img src="${card}" alt="">`).join("")}`);
  await page.locator("body").screenshot({ path, scale: "css" });
}
