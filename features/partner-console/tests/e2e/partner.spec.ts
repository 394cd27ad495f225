import { expectAccessible, expectToFitSmallPhone } from "@/tests/e2e/support/accessible";
import { LINKS_NOT_ENABLED } from "@/tests/e2e/support/faults";
import { connect, expect, problem, test, testIn } from "@/tests/e2e/support/fixtures";
import { OPERATOR } from "@/tests/e2e/support/operator";
import { newSigningKey } from "@/tests/support/signing-keys";

test.describe("the partner page", () => {
  test("does not exist for anyone but operators", async ({ page, newEmail, signIn }) => {
    const refusal = "There is nothing down this tunnel";
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
  // One after the other in one world: to start another takes longer than all of these.
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
});
