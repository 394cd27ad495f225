import { existsSync } from "node:fs";
import { CODE_WALK } from "../../app/code-walk";
import { expectAccessible, expectToFitSmallPhone } from "./support/accessible";
import { expect, test } from "./support/fixtures";

test("the first page shows the way into the project, and leads to the demonstration and the code", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto("/");
  const steps = page.getByRole("region", { name: "How it works" }).getByRole("listitem");
  await expect(steps).toHaveCount(3);
  for (const step of await steps.all()) await expect(step).toBeInViewport();
  await expectAccessible(page);
  await expectToFitSmallPhone(page);
  await page.getByRole("link", { name: "Walk through the code" }).click();
  await expect(page.getByRole("heading", { name: "Walk through the code" })).toBeInViewport();
  await page.getByRole("link", { name: "See the guided demo" }).click();
  await expect(page).toHaveURL(/\/demo$/);
});

test("the walk through the code names files that exist", () => {
  expect(CODE_WALK.filter(([file]) => !existsSync(file))).toEqual([]);
});

test("a link to this app has a picture, a title and a sentence", async ({ page, world }) => {
  await page.goto("/");
  const meta = async (property: string) =>
    (await page.locator(`meta[property="og:${property}"]`).getAttribute("content")) ?? "";
  expect(await meta("title")).toBe("Burrow");
  expect(await meta("description")).toContain("Burrow");
  expect(await meta("image:alt")).toContain("Burrow");
  const picture = await page.request.get(await meta("image"));
  expect(picture.url()).toContain(world.appUrl);
  expect(picture.headers()["content-type"]).toBe("image/png");
  expect((await picture.body()).readUInt32BE(16), "pixels wide").toBe(1200);
  const icon = await page.locator('link[rel="apple-touch-icon"]').getAttribute("href");
  expect((await page.request.get(icon ?? "")).headers()["content-type"]).toBe("image/png");
});
