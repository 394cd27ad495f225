import { documented, test } from "@/features/personal-api-key/tests/support/keyed";
import {
  createPersonalApiKey,
  giveKey,
  handOverKey,
} from "@/features/personal-api-key/tests/support/personal-api-keys";
import { expect, problem } from "@/tests/e2e/support/fixtures";
import { connectMember } from "@/tests/e2e/support/member";
import { sendForm } from "@/tests/e2e/support/shortcuts";
import {
  addDomain,
  addProxy,
  advance,
  card,
  domainOf,
  PROXIES,
  proxiesPath,
  watch,
} from "../support/proxies";

test.use({ scopes: ["organization:write"] });

test("a proxy whose answer was lost is found in the list, and asked for once", async ({
  keyed: page,
  sandbox,
  newEmail,
}) => {
  await page.goto(PROXIES);
  const path = await proxiesPath(sandbox, newEmail);
  await sandbox.plantFault({ method: "POST", path, kind: "drop_response" });
  const before = await sandbox.lastRequest();
  await addProxy(page, domainOf(newEmail));
  const asked = await sandbox.requestsSince(before, path);
  expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("a domain that someone else has is refused with words, where PostHog has none", async ({
  keyed: page,
  neighbour,
  sandbox,
  newEmail,
}) => {
  const domain = domainOf(newEmail);
  await page.goto(PROXIES);
  await addProxy(page, domain);
  await sendForm(neighbour, "/connection", "Connect PostHog");
  await handOverKey(neighbour, sandbox, `second-${newEmail}`, ["organization:write"]);
  await neighbour.goto(PROXIES);
  // Often enough to open the region's breaker if this counted as a failure: one person's domain is no outage.
  for (let n = 0; n < 5; n += 1) await sendForm(neighbour, PROXIES, "Add the proxy", { domain });
  await addDomain(neighbour, domain);
  await expect(problem(neighbour, "PostHog could not add this domain")).toBeVisible();
  await neighbour.goto(PROXIES);
  await expect(neighbour.getByText("0 of 2 that your plan allows")).toBeVisible();
});

// The switch affects everyone in this world, so it is turned back on before the next test.
test.describe("while PostHog's workflows are down", () => {
  test("what happened is read from the list, and told in PostHog's words", async ({
    keyed: page,
    sandbox,
    newEmail,
  }) => {
    const domain = domainOf(newEmail);
    const turnWorkflows = (workflow_engine: "up" | "down") =>
      sandbox.control("PATCH", "settings", { body: { workflow_engine } });
    await page.goto(PROXIES);
    await addProxy(page, domain);
    await advance(sandbox, newEmail, domain, { status: "valid" });
    await turnWorkflows("down");
    try {
      await addDomain(page, domainOf(newEmail, "other"));
      await expect(problem(page, "Failed to start provisioning workflow.")).toBeVisible();
      await card(page, domain).getByRole("link", { name: "Delete" }).click();
      await page.getByRole("button", { name: "Delete the proxy" }).click();
      await expect(problem(page, "Failed to start deletion workflow.")).toBeVisible();
    } finally {
      await turnWorkflows("up");
    }
    await page.getByRole("link", { name: "Back to the proxies" }).click();
    await expect(card(page, domain)).toContainText("Live");
  });
});

test("an admin's right is asked for, in PostHog's words, from a member without it", async ({
  signedIn: page,
  sandbox,
  newEmail,
}) => {
  await connectMember(page, sandbox, newEmail);
  await giveKey(page, await createPersonalApiKey(sandbox, newEmail, ["organization:write"]));
  await page.goto(PROXIES);
  await addDomain(page, domainOf(newEmail));
  await expect(problem(page, "This needs more rights at PostHog")).toContainText(
    "PostHog says: “Your organization access level is insufficient.”",
  );
});

documented(
  "the key that came with the project adds, retries and deletes",
  async ({ connected: page, sandbox, newEmail }) => {
    const domain = domainOf(newEmail);
    await page.clock.install();
    await page.getByRole("link", { name: "Reverse proxies" }).click();
    await addProxy(page, domain);
    await advance(sandbox, newEmail, domain, { status: "erroring" });
    await watch(page);
    await expect(card(page, domain)).toContainText("Not working");
    await card(page, domain).getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("PostHog is setting up the proxy again.")).toBeVisible();
    await expect(card(page, domain)).toContainText("Waiting for DNS");
    await card(page, domain).getByRole("link", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete the proxy" }).click();
    await expect(page.getByText("PostHog deletes the proxy.", { exact: false })).toBeVisible();
    await expect(card(page, domain)).toHaveCount(0);
  },
);

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a proxy is refused, added, read again, retried without success and deleted", async ({
    keyed: page,
    sandbox,
    newEmail,
  }) => {
    const domain = domainOf(newEmail, "analytics");
    await page.goto(PROXIES);
    await addDomain(page, domain);
    await expect(page.getByText("Ad blockers may know this name")).toBeVisible();
    await page.getByRole("checkbox", { name: "Use this name anyway" }).check();
    await addProxy(page, domain);
    await expect(page.getByText("If it does not, reload it.", { exact: false })).toBeVisible();
    await advance(sandbox, newEmail, domain, { status: "timed_out" });
    await page.reload();
    await card(page, domain).getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("This action does not support personal API key access")).toBeVisible();
    await card(page, domain).getByRole("link", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete the proxy" }).click();
    await expect(card(page, domain)).toHaveCount(0);
  });
});
