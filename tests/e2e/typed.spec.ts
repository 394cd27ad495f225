import { test } from "./support/current";
import { expect } from "./support/fixtures";
import { OPERATOR } from "./support/partner";
import { createPersonalApiKey, giveKey, pasteKey } from "./support/personal-api-keys";
import { addDomain, PROXIES } from "./support/proxies";
import { createKey, fillKey, openKey } from "./support/secret-keys";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`after a refusal, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("the wishes for a new account are still there", async ({ signedIn: page, sandbox }) => {
      const path = "/api/agentic/provisioning/account_requests";
      await sandbox.plantFault({ method: "POST", path, kind: "html" }, "eu");
      await page.getByRole("radio", { name: "European Union" }).check();
      await page.getByLabel("Organization name").fill("Ada & Sons");
      await page.getByLabel("Project name").fill("Garden <1>");
      await page.getByRole("button", { name: "Connect PostHog" }).click();
      await expect(page.getByText("PostHog answered in a way we did not expect")).toBeVisible();
      await expect(page.getByRole("radio", { name: "European Union" })).toBeChecked();
      await expect(page.getByLabel("Organization name")).toHaveValue("Ada & Sons");
      await expect(page.getByLabel("Project name")).toHaveValue("Garden <1>");
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(page.getByText("European Union", { exact: true })).toBeVisible({ timeout: 30_000 });
    });

    test("a key to be made or changed is still described", async ({ keyed: page }) => {
      await createKey(page, "First");
      await fillKey(page, "First", ["endpoint:read"]);
      await expect(page.getByText("PostHog says: “Project secret API key with label")).toBeVisible();
      await expect(page.getByLabel("Label")).toHaveValue("First");
      await expect(page.getByRole("checkbox", { name: "endpoint:read" })).toBeChecked();
      await expect(page.getByRole("checkbox", { name: "feature_flag:read" })).not.toBeChecked();
      await createKey(page, "Second");
      await openKey(page, "Second");
      await page.getByLabel("Label").fill("First");
      await page.getByRole("checkbox", { name: "feature_flag:read" }).uncheck();
      await page.getByLabel("Other scopes").fill("endpoint:read");
      await page.getByRole("button", { name: "Save the changes" }).click();
      await expect(page.getByText("Another key has this label")).toBeVisible();
      await expect(page.getByLabel("Label")).toHaveValue("First");
      await expect(page.getByRole("checkbox", { name: "feature_flag:read" })).not.toBeChecked();
      await expect(page.getByLabel("Other scopes")).toHaveValue("endpoint:read");
    });

    test("a proxy's domain is still there", async ({ connected: page, sandbox, newEmail }) => {
      await giveKey(page, await createPersonalApiKey(sandbox, newEmail, ["organization:write"]));
      await page.goto(PROXIES);
      await addDomain(page, "*.example.com");
      await expect(page.getByText("Domains cannot include wildcards")).toBeVisible();
      await expect(page.getByLabel("Domain")).toHaveValue("*.example.com");
    });

    test("a verification token's label and address are still there", async ({ page, signIn }) => {
      await signIn(OPERATOR);
      await page.goto("/partner/verification/new");
      await page.getByLabel("Label").fill("Query");
      await page.getByLabel("Address of the document").fill("https://app.example/client.json?version=2");
      await page.getByRole("button", { name: "Create the token" }).click();
      await expect(page.getByText("must not contain query parameters")).toBeVisible();
      await expect(page.getByLabel("Label")).toHaveValue("Query");
      await expect(page.getByLabel("Address of the document")).toHaveValue(
        "https://app.example/client.json?version=2",
      );
    });

    test("a personal API key is not", async ({ connected: page, sandbox, newEmail }) => {
      const key = await createPersonalApiKey(sandbox, newEmail, ["insight:read"]);
      await pasteKey(page, key);
      await expect(page.getByText("PostHog needs more permission")).toBeVisible();
      await expect(page.getByLabel("Personal API key", { exact: true })).toHaveValue("");
      expect(await page.content()).not.toContain(key);
    });
  });
}
