import type { BrowserContext } from "@playwright/test";
import { test } from "@/features/personal-api-key/tests/support/keyed";
import { createPersonalApiKey, giveKey } from "@/features/personal-api-key/tests/support/personal-api-keys";
import { expectAccessible, expectToFitSmallPhone } from "@/tests/e2e/support/accessible";
import { expect, problem } from "@/tests/e2e/support/fixtures";
import { expectHydrated, expectModal } from "@/tests/e2e/support/hydration";
import { expectSteadyControls } from "@/tests/e2e/support/steady";
import { createFlag, evaluateLocally } from "../support/flags";
import { createKey, fillKey, LIST, makeSecretKey, openKey, readValue, row } from "../support/secret-keys";

test.describe("project secret API keys", () => {
  test("are created from the connection page, and decide about flags in a real server", async ({
    keyed: page,
    context,
    sandbox,
    newEmail,
  }) => {
    await createFlag(sandbox, newEmail, "greenhouse");
    await page.goto("/connection");
    const token = await page.getByText(/^phc_\w+$/).innerText();
    await page.getByRole("link", { name: "Project secret API keys" }).click();
    await expect(page.getByText("There are no keys yet.")).toBeVisible();
    await page.getByRole("link", { name: "Create a key" }).click();
    await page.getByLabel("Label").fill("Greenhouse server");
    await page.getByRole("checkbox", { name: "Evaluate feature flags locally" }).check();
    await page.getByRole("button", { name: "Create the key" }).click();
    const value = await readValue(page);
    await expectModal(page);
    await page.getByRole("button", { name: "Copy: Your key" }).click();
    expect(await paste(context)).toBe(value);
    await expect(page.getByText("secretKey: process.env.POSTHOG_SECRET_KEY")).toBeVisible();
    expect(await evaluateLocally(sandbox, token, value, "greenhouse")).toEqual({
      isEnabled: true,
      problems: "",
    });
    await page.getByRole("link", { name: "I have stored it" }).click();
    await expect(row(page, "Greenhouse server")).toContainText(`phs_...${value.slice(-4)}`);
    await expect(row(page, "Greenhouse server")).toContainText("feature_flag:read");
    await page.goto("/connection/activity");
    await expect(page.getByRole("listitem").first()).toContainText("Created a project secret API key");
  });

  test("are shown once: nothing closes them by accident, and a reload loses them", async ({
    keyed: page,
    world,
  }) => {
    await fillKey(page, "Once", ["endpoint:read"]);
    const value = await readValue(page);
    await expectModal(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    expect(await readValue(page)).toBe(value);
    await expectAccessible(page);
    expect(page.url()).not.toContain("phs_");
    let warnings = 0;
    page.on("dialog", (dialog) => {
      warnings += 1;
      void dialog.accept();
    });
    await page.reload();
    expect(warnings).toBe(1);
    await expect(page.getByRole("button", { name: "Create the key" })).toBeVisible();
    for (const path of [LIST, "/connection/activity", "/connection"]) {
      await page.goto(path);
      expect(await page.content(), path).not.toContain(value);
    }
    expect(world.appOutput()).not.toContain(value);
    expect(world.appOutput()).not.toContain("Once");
  });

  test("are rolled: the old value is refused, the new one works", async ({
    keyed: page,
    sandbox,
    newEmail,
  }) => {
    await createFlag(sandbox, newEmail, "greenhouse");
    await page.goto("/connection");
    const token = await page.getByText(/^phc_\w+$/).innerText();
    const old = await createKey(page, "Rolled");
    await openKey(page, "Rolled", "Roll");
    await expect(page.getByText(`(phs_...${old.slice(-4)}) stops working at once`)).toBeVisible();
    await page.getByRole("button", { name: "Roll the key" }).click();
    const value = await readValue(page);
    expect(value).not.toBe(old);
    const refused = await evaluateLocally(sandbox, token, old, "greenhouse");
    expect(refused.problems).toContain("invalid");
    expect((await evaluateLocally(sandbox, token, value, "greenhouse")).isEnabled).toBe(true);
    await page.getByRole("link", { name: "I have stored it" }).click();
    await expect(row(page, "Rolled").getByRole("cell", { name: "Never" })).toHaveCount(0);
    await page.goto("/connection/activity");
    await expect(page.getByRole("listitem").first()).toContainText("Rolled a project secret API key");
  });

  test("are changed and deleted, each after a look at what that means", async ({ keyed: page }) => {
    await createKey(page, "First");
    await makeSecretKey(page, "Second");
    await openKey(page, "First");
    await page.getByLabel("Label").fill("Second");
    await page.getByLabel("Other scopes").fill("experiment:read, account:read");
    await page.getByRole("button", { name: "Save the changes" }).click();
    await expect(problem(page, "Another key has this label")).toBeVisible();
    await expect(page.getByLabel("Other scopes")).toHaveValue("experiment:read, account:read");
    await page.getByLabel("Label").fill("Third");
    await page.getByRole("button", { name: "Save the changes" }).click();
    await expect(page.getByRole("status").filter({ hasText: "The key is changed." })).toBeVisible();
    await expect(row(page, "Third").getByRole("listitem")).toHaveText([
      "feature_flag:read",
      "experiment:read",
      "account:read",
    ]);
    await openKey(page, "Third", "Delete");
    await page.getByRole("link", { name: "Keep everything as it is" }).click();
    await openKey(page, "Third", "Delete");
    await page.getByRole("button", { name: "Delete the key" }).click();
    await expect(page.getByRole("status").filter({ hasText: "The key is deleted." })).toBeVisible();
    await expect(row(page, "Third")).toHaveCount(0);
    await expect(row(page, "Second")).toBeVisible();
  });

  test("are refused in PostHog's own words, and what was typed stays", async ({ keyed: page }) => {
    await makeSecretKey(page, "Taken");
    await fillKey(page, "Taken", ["endpoint:read"]);
    await expect(problem(page, "PostHog did not accept this")).toContainText(
      "PostHog says: “Project secret API key with label 'Taken' already exists.”",
    );
    await expect(page.getByLabel("Label")).toHaveValue("Taken");
    await expect(page.getByRole("checkbox", { name: "Run endpoints" })).toBeChecked();
    await page.getByLabel("Other scopes").fill("insight:read");
    await page.getByRole("button", { name: "Create the key" }).click();
    await expect(problem(page, "Scope 'insight:read' can not be assigned")).toContainText(
      "Allowed scopes: account:read, endpoint:read",
    );
  });

  test("that were deleted in PostHog meanwhile are gone here, too, whatever is pressed", async ({
    keyed: page,
    context,
  }) => {
    await makeSecretKey(page, "Short-lived");
    const pages = { change: page, roll: await context.newPage(), delete: await context.newPage() };
    await openKey(pages.change, "Short-lived");
    await openKey(pages.roll, "Short-lived", "Roll");
    await openKey(pages.delete, "Short-lived", "Delete");
    const other = await context.newPage();
    await openKey(other, "Short-lived", "Delete");
    await other.getByRole("button", { name: "Delete the key" }).click();
    await expect(other.getByText("There are no keys yet.")).toBeVisible();
    const save = pages.change.getByRole("button", { name: "Save the changes" });
    await expectHydrated(save);
    await save.click();
    await expect(problem(pages.change, "This key is gone")).toBeVisible();
    const roll = pages.roll.getByRole("button", { name: "Roll the key" });
    await expectHydrated(roll);
    await roll.click();
    await expect(problem(pages.roll, "This key is gone")).toBeVisible();
    await pages.delete.getByRole("button", { name: "Delete the key" }).click();
    await expect(pages.delete.getByText("The key is deleted.", { exact: false })).toBeVisible();
    await pages.roll.goto(pages.roll.url());
    await expect(pages.roll.getByText("That key no longer exists", { exact: false })).toBeVisible();
  });

  test("that nothing of ours may change can be seen, and there is a way to change them", async ({
    connected: page,
    sandbox,
    newEmail,
  }) => {
    await page.goto(LIST);
    await expect(page.getByText("There are no keys yet.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Create a key" })).toHaveCount(0);
    await expect(page.getByRole("link", { name: "do it in PostHog" })).toHaveAttribute(
      "href",
      /\/project\/\d+\/settings\/project-secret-api-keys$/,
    );
    const before = await sandbox.lastRequest();
    await page.goto(`${LIST}/new`);
    await expect(page.getByText("None of our credentials allows this yet.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Create the key" })).toHaveCount(0);
    expect(await sandbox.requestsSince(before, "/api/"), "nothing that is known to fail").toEqual([]);
    await page.goto(LIST);
    await page.getByRole("link", { name: "give us a personal API key" }).click();
    await giveKey(page, await createPersonalApiKey(sandbox, newEmail, ["project:write"]));
    await createKey(page, "Possible");
  });

  test("have a page that keeps its controls in place while PostHog answers", async ({
    keyed: page,
    sandbox,
  }) => {
    await expectSteadyControls(page, sandbox, LIST, "/api/projects/");
  });

  test("have pages that pass axe in both themes and fit a small phone", async ({ keyed: page }) => {
    await makeSecretKey(page, "A label that is as long as labels may be");
    for (const action of [undefined, "Roll", "Delete"] as const) {
      await openKey(page, "A label that is as long as labels may be", action);
      await expectAccessible(page);
      await expectToFitSmallPhone(page);
    }
    await page.goto(LIST);
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
    await fillKey(page, "Twice", ["endpoint:read", "feature_flag:read"]);
    await readValue(page);
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
  });
});

/** Reads the clipboard as a person would: by pasting it somewhere. */
async function paste(context: BrowserContext): Promise<string> {
  const notes = await context.newPage();
  await notes.setContent("<textarea aria-label=Notes></textarea>");
  await notes.getByLabel("Notes").press("ControlOrMeta+V");
  const text = await notes.getByLabel("Notes").inputValue();
  await notes.close();
  return text;
}
