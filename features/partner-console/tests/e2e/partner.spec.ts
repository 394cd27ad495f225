import { expectAccessible, expectToFitSmallPhone } from "@/tests/e2e/support/accessible";
import { LINKS_NOT_ENABLED } from "@/tests/e2e/support/faults";
import { connect, expect, problem, test, testIn } from "@/tests/e2e/support/fixtures";
import { OPERATOR } from "@/tests/e2e/support/operator";
import { expectSteadyControls } from "@/tests/e2e/support/steady";
import { newSigningKey } from "@/tests/support/signing-keys";

test.describe("the partner page", () => {
  test("does not exist for anyone but operators", async ({ page, newEmail, signIn }) => {
    const refusal = "This page does not exist";
    const signedOut = await page.request.get("/partner");
    expect([signedOut.status(), await signedOut.text()]).toEqual([404, expect.stringContaining(refusal)]);
    await signIn(newEmail);
    const signedIn = await page.request.get("/partner");
    expect([signedIn.status(), await signedIn.text()]).toEqual([404, expect.stringContaining(refusal)]);
    await expect(page.getByRole("link", { name: "Partner" })).toHaveCount(0);
  });

  test("shows the document as PostHog reads it, with its size", async ({ page, world, signIn }) => {
    await signIn(OPERATOR);
    await page.getByRole("link", { name: "Partner" }).click();
    const section = page.getByRole("region", { name: "Client metadata document" });
    await section.getByText("The document").click();
    const served = await (await fetch(`${world.appUrl}/.well-known/posthog-client.json`)).text();
    expect(JSON.parse(await section.locator("code").last().innerText())).toEqual(JSON.parse(served));
    await expect(section).toContainText(`${Buffer.byteLength(served)} of 5,120 bytes`);
    await expect(section.getByRole("button", { name: "Copy: As served now" })).toBeVisible();
  });

  test("counts connections, and what went wrong, without saying whose", async ({
    page,
    neighbour,
    sandbox,
    newEmail,
    signIn,
  }) => {
    await connect(neighbour);
    await sandbox.plantFault(LINKS_NOT_ENABLED);
    await neighbour.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(problem(neighbour, "not switched on")).toBeVisible();
    await signIn(OPERATOR);
    await page.goto("/partner");
    const connected = page
      .getByRole("region", { name: "Connections" })
      .getByRole("row", { name: /^Connected/ });
    await expect(connected.getByRole("cell").first()).not.toHaveText("0");
    const failures = page.getByRole("region", { name: "Failures" });
    await expect(failures.getByRole("row", { name: /deep_links_not_enabled/ })).toContainText("%");
    await failures.getByText("The latest failures").click();
    await expect(failures.getByRole("listitem").first()).toContainText("req-for-support");
    expect(await page.getByRole("main").innerText()).not.toContain(newEmail);
  });

  test("says that this PostHog registers by itself, and what it grants", async ({ page, signIn }) => {
    await signIn(OPERATOR);
    await page.goto("/partner");
    const registration = page.getByRole("region", { name: "Registration" });
    await registration.getByRole("button", { name: "Register in US" }).click();
    await expect(registration).toContainText("registers a client by itself");
    await page.goto("/connection");
    await connect(page);
    await page.goto("/partner");
    await expect(page.getByRole("region", { name: "Limits" })).toContainText("10 account requests an hour");
    await expect(page.getByRole("region", { name: "Signing keys" })).toContainText("A public client");
  });

  test("begins with how each thing stands, in words, and where to see to it", async ({ page, signIn }) => {
    await signIn(OPERATOR);
    await page.goto("/partner");
    const summary = page.getByRole("region", { name: "Summary" });
    const row = (label: string) => summary.getByRole("listitem").filter({ hasText: label });
    for (const label of ["PostHog US", "PostHog EU", "Connections", "Failures today"]) {
      await expect(row(label).getByRole("link")).toHaveAttribute("href", /^#/);
    }
    await expect(row("Verification")).toContainText("Unverified");
    await expect(row("Signing keys")).toContainText("None: a public client");
    await row("Signing keys").getByRole("link", { name: "Fix Signing keys" }).click();
    await expect(page.getByRole("region", { name: "Signing keys" })).toBeInViewport();
    await row("Verification").getByRole("link").click();
    await expect(page.getByRole("heading", { name: "Verification", level: 1 })).toBeVisible();
  });

  test("plots what happened, with the numbers behind", async ({ verified, signIn, browser, world }) => {
    await verified.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(verified).toHaveURL(/\/project\/\d+$/);
    const operator = await browser.newPage({ baseURL: world.appUrl });
    await signIn(OPERATOR, operator);
    await operator.goto("/partner");
    const plots = operator.getByRole("region", { name: "The last 30 days" });
    await expect(plots.getByRole("img", { name: /^Opens: [1-9]\d* in 30 days/ })).toBeVisible();
    await expect(plots.getByRole("img", { name: /^New connections: [1-9]/ })).toBeVisible();
    await plots.getByText("The numbers").click();
    const today = plots.getByRole("row").nth(1);
    await expect(plots.getByRole("row")).toHaveCount(31);
    await expect(today.getByRole("cell").first()).toHaveText(/^[1-9]/);
    await operator.close();
  });

  test("registering takes the focus to what it has done", async ({ page, signIn }) => {
    await signIn(OPERATOR);
    await page.goto("/partner");
    await page.getByRole("button", { name: "Register in US" }).click();
    await expect(page.getByRole("status").filter({ hasText: "PostHog has read the document" })).toBeFocused();
    await expect(page).toHaveURL(/\/partner$/);
  });

  test("passes axe in both themes and fits a small phone", async ({ page, signIn }) => {
    await signIn(OPERATOR);
    await page.goto("/partner");
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
  });
});

const current = testIn("current", async () => ({
  SIGNING_KEYS: JSON.stringify([
    { ...newSigningKey("coming"), use_from: "2099-01-01T00:00:00Z" },
    newSigningKey("signing"),
    newSigningKey("leaving"),
  ]),
}));

current.describe("the partner page, against today's PostHog", () => {
  // One after the other in one world: starting a second world takes longer than all of these tests.
  current.describe.configure({ mode: "default" });

  current("registers in each region and explains every check", async ({ page, world, sandbox, signIn }) => {
    await signIn(OPERATOR);
    await page.goto("/partner");
    const registration = page.getByRole("region", { name: "Registration" });
    await registration.getByRole("button", { name: "Register in EU" }).click();
    await expect(registration).toContainText("Registered, as a confidential client.");
    const checks = registration.getByRole("list", { name: "Checks in EU" }).getByRole("listitem");
    await expect(checks.filter({ hasText: "Metadata document" })).toContainText("Fetched and validated");
    await expectAccessible(page);
    await sandbox.control("PATCH", "clients", {
      body: { client_id: `${world.appUrl}/.well-known/posthog-client.json`, disabled: true },
    });
    await registration.getByRole("button", { name: "Register in US" }).click();
    const refused = registration.getByRole("list", { name: "Checks in US" }).getByRole("listitem");
    await expect(refused.filter({ hasText: "Provisioning failed" })).toContainText("Ask PostHog");
    await page.goto("/partner");
    await expect(refused, "is remembered").not.toHaveCount(0);
  });

  current("shows which key signs, and what is left of each limit", async ({ page, signIn }) => {
    await signIn(OPERATOR);
    await page.goto("/partner");
    await page.getByRole("button", { name: "Register in EU" }).click();
    const keys = page.getByRole("region", { name: "Signing keys" }).getByRole("listitem");
    await expect(keys.filter({ hasText: "coming" })).toContainText("signs from 1 January 2099");
    await expect(keys.filter({ hasText: "signing ·" })).toContainText("Signs.");
    await expect(keys.filter({ hasText: "leaving" })).toContainText("another key signs");
    const limits = page.getByRole("region", { name: "Limits" });
    await expect(limits.getByRole("meter", { name: "deep_links left" }).last()).toHaveAttribute("max", "150");
    await expect(limits).toContainText("150 left of 150 at once, 600 an hour");
  });

  current("keeps its controls in place while PostHog answers", async ({ page, sandbox, signIn }) => {
    await signIn(OPERATOR);
    await expectSteadyControls(page, sandbox, "/partner", "/api/agentic/provisioning/limits");
  });
});
