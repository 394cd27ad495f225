import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures";

/** The scripts a page loads, with their compressed sizes. */
async function scriptsOf(page: Page, path: string): Promise<Map<string, number>> {
  const scripts = new Map<string, number>();
  page.on("response", async (response) => {
    if (response.request().resourceType() !== "script") return;
    scripts.set(new URL(response.url()).pathname, gzipSync(await response.body()).byteLength);
  });
  await page.goto(path, { waitUntil: "networkidle" });
  page.removeAllListeners("response");
  return scripts;
}

test("the button's page ships at most 10 KB of script beyond the framework's own", async ({
  connected: page,
}) => {
  const framework = await scriptsOf(page, "/callbacks/posthog/problem/timeout");
  const button = await scriptsOf(page, "/connection");
  const own = [...button].filter(([path]) => !framework.has(path));
  expect(button.size).toBeGreaterThan(own.length);
  expect(own.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThanOrEqual(10 * 1024);
});

test("a page asks the server for no other page before someone follows a link", async ({
  connected: page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "fetch") asked.push(request.url());
  });
  for (const path of ["/", "/connection", "/connection/secret-keys"]) {
    await page.goto(path, { waitUntil: "networkidle" });
    await expect(page.getByRole("link").first()).toBeVisible();
  }
  expect(asked).toEqual([]);
});

test("a browser that asks for the icon by its old name gets it", async ({ request }) => {
  const icon = await request.get("/favicon.ico");
  expect(icon.headers()["content-type"]).toContain("image/svg+xml");
  expect(await icon.body()).toEqual(await (await request.get("/icon.svg")).body());
});
