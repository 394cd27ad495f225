import { provideBrowser } from "../../scripts/support/browser";

/** Launch options for Chromium. As root, Chromium refuses to start with its own sandbox. */
export const browserOptions = (...more: string[]) => ({
  executablePath: provideBrowser(),
  args: ["--no-sandbox", "--disable-background-networking", ...more],
});
