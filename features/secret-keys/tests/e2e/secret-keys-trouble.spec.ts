import { documented, test } from "@/features/personal-api-key/tests/support/keyed";
import {
  createPersonalApiKey,
  findAccount,
  giveKey,
} from "@/features/personal-api-key/tests/support/personal-api-keys";
import { expect, problem } from "@/tests/e2e/support/fixtures";
import { expectHydrated, expectNewTabOffered } from "@/tests/e2e/support/hydration";
import { connectMember } from "@/tests/e2e/support/member";
import type { Sandbox } from "@/tests/support/sandbox";
import { createKey, fillKey, LIST, makeSecretKey, openKey, readValue, row } from "../support/secret-keys";

const UNSUPPORTED = "PostHog says: “This action does not support personal API key access”";

async function keysPath(sandbox: Sandbox, email: string): Promise<string> {
  return `/api/projects/${(await findAccount(sandbox, email)).projectId}/project_secret_api_keys/`;
}

test("a key whose value never arrived is told as such, and PostHog is asked once", async ({
  keyed: page,
  sandbox,
  newEmail,
}) => {
  const path = await keysPath(sandbox, newEmail);
  const fault = { method: "POST", path, kind: "drop_response" };
  await sandbox.plantFault(fault);
  const before = await sandbox.lastRequest();
  await fillKey(page, "Lost", ["endpoint:read"]);
  await expect(problem(page, "its value did not reach us")).toBeVisible();
  const asked = await sandbox.requestsSince(before, path);
  expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1);
  await openKey(page, "Lost", "Roll");
  await sandbox.plantFault(fault);
  await page.getByRole("button", { name: "Roll the key" }).click();
  await expect(problem(page, "PostHog's answer did not reach us")).toBeVisible();
  await page.getByRole("button", { name: "Roll the key" }).click();
  expect(await readValue(page)).toMatch(/^phs_/);
});

test("the page does not wait for PostHog, and says that it asks", async ({
  connected: page,
  sandbox,
  newEmail,
}) => {
  await expectNewTabOffered(page);
  const path = await keysPath(sandbox, newEmail);
  await sandbox.plantFault({ method: "GET", path, kind: "delay", delay_ms: 2_000 });
  await page.goto(LIST, { waitUntil: "commit" });
  await expect(page.getByRole("heading", { name: "Project secret API keys" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Asking PostHog for the keys…" })).toBeVisible();
  await expect(page.getByText("There are no keys yet.")).toBeVisible();
});

test("the page of a key has its title and its way back before PostHog has answered", async ({
  keyed: page,
  sandbox,
  newEmail,
}) => {
  await makeSecretKey(page, "Slow");
  await openKey(page, "Slow");
  await expectHydrated(page.getByRole("button", { name: "Save the changes" }));
  const path = await keysPath(sandbox, newEmail);
  await sandbox.plantFault({ method: "GET", path, kind: "delay", delay_ms: 2_000 });
  await page.goto(page.url(), { waitUntil: "commit" });
  await expect(page.getByRole("heading", { name: "Project secret API key", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Back to the keys" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Asking PostHog…" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Slow", level: 1 })).toBeVisible();
});

test("while PostHog is silent the page says so, and offers PostHog itself", async ({
  connected: page,
  sandbox,
  newEmail,
}) => {
  const path = await keysPath(sandbox, newEmail);
  await sandbox.plantFault({ method: "GET", path, kind: "html" });
  await page.goto(LIST);
  await expect(problem(page, "PostHog answered in a way we did not expect")).toBeVisible();
  await expect(page.getByRole("link", { name: "do it in PostHog" }).last()).toBeVisible();
  await page.reload();
  await expect(page.getByText("There are no keys yet.")).toBeVisible();
});

test("a member without rights sees the keys and is told why they cannot change them", async ({
  signedIn: page,
  sandbox,
  newEmail,
}) => {
  await connectMember(page, sandbox, newEmail);
  await giveKey(page, await createPersonalApiKey(sandbox, newEmail, ["project:write"]));
  await fillKey(page, "Not mine to make", ["endpoint:read"]);
  await expect(problem(page, "This needs more rights at PostHog")).toContainText(
    "PostHog says: “You don't have sufficient permissions in the project.”",
  );
  await page.goto(LIST);
  await expect(page.getByText("There are no keys yet.")).toBeVisible();
});

test("someone without a credential that may create keys sees which scope is missing, and how to get it", async ({
  connected: page,
  sandbox,
  newEmail,
}) => {
  await giveKey(page, await createPersonalApiKey(sandbox, newEmail, ["project:read"]));
  await page.goto("/connection/secret-keys/new");
  await expect(page.getByText("with the scope project:write")).toBeVisible();
  await expect(page.getByRole("button", { name: "Create the key" })).toHaveCount(0);
  await page.getByRole("link", { name: "give us a personal API key" }).click();
  await giveKey(page, await createPersonalApiKey(sandbox, newEmail, ["project:write"]));
  await fillKey(page, "Mine", ["endpoint:read"]);
  await expect(page.getByRole("heading", { name: "Copy “Mine” now" })).toBeVisible();
});

test("a personal API key that died at PostHog is named as the reason", async ({
  keyed: page,
  sandbox,
  newEmail,
}) => {
  const path = await keysPath(sandbox, newEmail);
  const detail = "Personal API key found in request Authorization header is invalid.";
  const body = { type: "authentication_error", code: "authentication_failed", detail, attr: null };
  await sandbox.plantFault({ method: "GET", path, kind: "status", status: 401, body });
  await page.goto(LIST);
  await expect(problem(page, "PostHog does not know this personal API key")).toBeVisible();
});

documented(
  "where only a browser may roll, the page says so and how else to do it",
  async ({ keyed: page }) => {
    await createKey(page, "Stiff", ["endpoint:read"]);
    await expect(row(page, "Stiff").getByRole("cell").nth(1)).toHaveText(/^User \d+$/);
    await openKey(page, "Stiff", "Roll");
    await page.getByRole("button", { name: "Roll the key" }).click();
    await expect(problem(page, "PostHog lets only you do this")).toContainText(UNSUPPORTED);
    await expect(page.getByRole("link", { name: "Roll it in PostHog" })).toBeVisible();
  },
);

documented(
  "the key that came with the project is enough, up to the project's limit",
  async ({ connected: page }) => {
    for (let n = 1; n <= 10; n += 1) await makeSecretKey(page, `Key ${n}`);
    await fillKey(page, "Key 11", ["endpoint:read"]);
    await expect(problem(page, "PostHog did not accept this")).toContainText(
      "You can only have 10 project secret API keys.",
    );
  },
);

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a key is created, shown in that very answer, changed, rolled and deleted", async ({
    keyed: page,
  }) => {
    await fillKey(page, "Plain", ["feature_flag:read"]);
    const value = await readValue(page);
    await page.getByRole("link", { name: "I have stored it" }).click();
    await openKey(page, "Plain");
    await page.getByLabel("Label").fill("Plainer");
    await page.getByRole("button", { name: "Save the changes" }).click();
    await openKey(page, "Plainer", "Roll");
    await page.getByRole("button", { name: "Roll the key" }).click();
    expect(await readValue(page)).not.toBe(value);
    await page.goto(`${LIST}/new`);
    await expect(page.getByText("phs_")).toHaveCount(0);
    await fillKey(page, "Plainer", ["endpoint:read"]);
    await expect(page.getByText("PostHog says: “Project secret API key with label")).toBeVisible();
    await openKey(page, "Plainer", "Delete");
    await page.getByRole("button", { name: "Delete the key" }).click();
    await expect(page.getByText("There are no keys yet.")).toBeVisible();
  });
});
