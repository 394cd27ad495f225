import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const INSTALLED = [
  // The headless shell runs the tests with half the processor time of the full browser.
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Finds or installs a Chromium for the tests: an installed Chrome or Chromium, else Playwright's own download, else
 * Debian's package when running as root.
 * @returns its path, or undefined for Playwright's own download, which Playwright finds itself.
 */
export function provideBrowser(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  const installed = findInstalled();
  if (installed) return installed;
  if (succeeds("node_modules/.bin/playwright", ["install", "chromium"])) return undefined;
  if (process.getuid?.() === 0) {
    succeeds("apt-get", ["update", "-qq"]);
    const install = (name: string) =>
      succeeds("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name]);
    install("chromium-headless-shell") || install("chromium");
  }
  const arrived = findInstalled();
  if (arrived) return arrived;
  throw new Error("No Chromium: install Chrome or Chromium, or name one in CHROMIUM_PATH.");
}

const findInstalled = (): string | undefined => INSTALLED.find((path) => existsSync(path));

function succeeds(command: string, args: string[]): boolean {
  try {
    process.stdout.write(`Getting a browser: ${command} ${args.join(" ")}\n`);
    execFileSync(command, args, {
      stdio: "ignore",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    return true;
  } catch {
    return false;
  }
}
