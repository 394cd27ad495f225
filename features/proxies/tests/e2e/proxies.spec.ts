import { test } from "@/features/personal-api-key/tests/support/keyed";
import { createPersonalApiKey, giveKey } from "@/features/personal-api-key/tests/support/personal-api-keys";
import { expectAccessible, expectToFitSmallPhone } from "@/tests/e2e/support/accessible";
import { expect, problem } from "@/tests/e2e/support/fixtures";
import { expectHydrated } from "@/tests/e2e/support/hydration";
import { expectSteadyControls } from "@/tests/e2e/support/steady";
import { captureThroughProxy, eventsOf } from "../support/capture";
import {
  addDomain,
  addProxy,
  advance,
  card,
  deleteInPostHog,
  domainOf,
  PROXIES,
  proxiesPath,
  proxyId,
  watch,
} from "../support/proxies";

test.use({ scopes: ["organization:write"] });

test.describe("reverse proxies", () => {
  test("go live while the page updates by itself, accept a real event, and are deleted", async ({
    keyed: page,
    sandbox,
    newEmail,
  }) => {
    test.slow();
    const domain = domainOf(newEmail);
    await page.clock.install();
    await page.goto(PROXIES);
    await expect(page.getByText("0 of 2 that your plan allows")).toBeVisible();
    await addProxy(page, domain);
    await expect(page.getByRole("status").filter({ hasText: "The proxy is added." })).toBeVisible();
    await expect(page.getByText("1 of 2 that your plan allows")).toBeVisible();
    await expect(card(page, domain)).toContainText("Waiting for DNS");
    await expect(card(page, domain)).toContainText(/[0-9a-f]{20}\.cf-prod-us-proxy\.proxyhog\.com/);
    await expect(card(page, domain)).not.toContainText("proxyhog.com.");
    await advance(sandbox, newEmail, domain, {
      status: "waiting",
      message: "See [the docs](https://p.example/d)",
    });
    await watch(page);
    await expect(card(page, domain)).toContainText("PostHog says: See the docs (https://p.example/d)");
    await advance(sandbox, newEmail, domain, { status: "issuing", message: "" });
    await watch(page);
    await expect(card(page, domain)).toContainText("Getting a certificate");
    await advance(sandbox, newEmail, domain);
    await watch(page);
    await expect(card(page, domain)).toContainText("Events sent to this domain arrive.");
    await page.getByRole("link", { name: "connection page" }).click();
    const snippet = page.getByRole("figure").filter({ hasText: "through your reverse proxy" });
    await expect(snippet).toContainText(`api_host: "https://${domain}"`);
    await expect(snippet).toContainText(`ui_host: "${sandbox.origins.us}"`);
    const token = await page.getByText(/^phc_\w+$/).innerText();
    await captureThroughProxy(sandbox, domain, token, "hello through the proxy");
    expect(await eventsOf(sandbox, newEmail)).toContain("hello through the proxy");
    await page.goto(PROXIES);
    await card(page, domain).getByRole("link", { name: "Delete" }).click();
    await expect(page.getByText("Change the sites that use it first", { exact: false })).toBeVisible();
    await page.getByRole("button", { name: "Delete the proxy" }).click();
    await expect(card(page, domain)).toContainText("Being deleted");
    await expect(card(page, domain).getByRole("link", { name: "Delete" })).toHaveCount(0);
    await advance(sandbox, newEmail, domain);
    await watch(page);
    await expect(card(page, domain)).toHaveCount(0);
    await page.goto("/connection");
    await expect(snippet).toHaveCount(0);
    await page.goto("/connection/activity");
    await expect(page.getByRole("listitem").nth(0)).toContainText("Removed a reverse proxy");
    await expect(page.getByRole("listitem").nth(1)).toContainText("Added a reverse proxy");
  });

  test("that fail can be retried, and the page says why that may have to be in PostHog", async ({
    keyed: page,
    sandbox,
    newEmail,
  }) => {
    const domain = domainOf(newEmail);
    await page.goto(PROXIES);
    await addProxy(page, domain);
    await sandbox.advanceClock(7 * 24 * 3600 + 60);
    await page.reload();
    await expect(card(page, domain)).toContainText("did not find the DNS record within seven days");
    await card(page, domain).getByRole("button", { name: "Try again" }).click();
    await expect(problem(page, "PostHog lets only you do this")).toContainText(
      "PostHog says: “This action does not support personal API key access”",
    );
    await expect(card(page, domain).getByRole("link", { name: "try again in PostHog" })).toHaveAttribute(
      "href",
      /\/settings\/organization-proxy$/,
    );
  });

  test("show a warning, a failure and a state of the future, each with PostHog's message", async ({
    keyed: page,
    sandbox,
    newEmail,
  }) => {
    const domain = domainOf(newEmail);
    await page.goto(PROXIES);
    await addProxy(page, domain);
    for (const [status, message, words] of [
      [
        "warning",
        "\nIssues have been detected\n\nWarnings:\n- Live proxy certificate",
        "Live, with a warning",
      ],
      ["erroring", "TLS Certificate is not ready", "Not working"],
    ] as const) {
      await advance(sandbox, newEmail, domain, { status, message });
      await page.reload();
      await expect(card(page, domain)).toContainText(words);
      await expect(card(page, domain)).toContainText(message.split("\n").at(-1) ?? "");
    }
    const record = { id: await proxyId(sandbox, newEmail, domain), domain, target_cname: "t.example." };
    await sandbox.plantFault({
      method: "GET",
      path: await proxiesPath(sandbox, newEmail),
      kind: "status",
      status: 200,
      body: { results: [{ ...record, status: "being_thawed", message: "" }], max_proxy_records: 5 },
    });
    await page.reload();
    await expect(card(page, domain)).toContainText("being thawed");
    await expect(page.getByText("1 of 5 that your plan allows")).toBeVisible();
  });

  test("are checked as PostHog checks them, names that ad blockers know included", async ({
    keyed: page,
    sandbox,
    newEmail,
  }) => {
    await page.goto(PROXIES);
    const before = await sandbox.lastRequest();
    for (const [domain, words] of [
      ["*.example.com", "Domains cannot include wildcards"],
      ["https://e.example.com", "That is an address, not a domain"],
      ["192.0.2.1", "That is not a domain"],
      ["-e.example.com", "That is not a domain"],
      [`${"e".repeat(60)}.example`, "That is not a domain"],
      ["posthog-analytics.example.com", "Ad blockers may know this name"],
    ] as const) {
      await addDomain(page, domain);
      await expect(problem(page, words)).toBeVisible();
      await expect(page.getByLabel("Domain")).toHaveValue(domain);
    }
    const asked = await sandbox.requestsSince(before, "/api/");
    expect(asked.filter(({ method }) => method === "POST")).toEqual([]);
    const domain = domainOf(newEmail, "analytics");
    await page.getByLabel("Domain").fill(domain);
    await page.getByRole("checkbox", { name: "Use this name anyway" }).check();
    await page.getByRole("button", { name: "Add the proxy" }).click();
    await expect(card(page, domain)).toContainText("Waiting for DNS");
  });

  test("stop at what the plan allows, and PostHog's own word on it is shown", async ({
    keyed: page,
    context,
    newEmail,
  }) => {
    await page.goto(PROXIES);
    const late = await context.newPage();
    await late.goto(PROXIES);
    for (const label of ["one", "two"]) await addProxy(page, domainOf(newEmail, label));
    await expect(page.getByText("2 of 2 that your plan allows")).toBeVisible();
    await expect(page.getByText("You have reached your plan's limit", { exact: false })).toBeVisible();
    await expect(page.getByRole("button", { name: "Add the proxy" })).toHaveCount(0);
    await expectHydrated(late.getByRole("button", { name: "Add the proxy" }));
    await addDomain(late, domainOf(newEmail, "three"));
    await expect(problem(late, "PostHog did not accept this")).toContainText(
      "PostHog says: “Maximum of 2 proxy records per organization.”",
    );
    await addDomain(late, domainOf(newEmail, "one"));
    await expect(problem(late, "This domain has a proxy already")).toBeVisible();
  });

  test("that are gone in PostHog are gone here, too", async ({ keyed: page, context, sandbox, newEmail }) => {
    const domain = domainOf(newEmail);
    await page.clock.install();
    await page.goto(PROXIES);
    await addProxy(page, domain);
    const question = await context.newPage();
    await question.goto(PROXIES);
    await card(question, domain).getByRole("link", { name: "Delete" }).click();
    const button = question.getByRole("button", { name: "Delete the proxy" });
    await expect(button).toBeVisible();
    await deleteInPostHog(sandbox, newEmail, domain);
    await button.click();
    await expect(question.getByText("PostHog deletes the proxy.", { exact: false })).toBeVisible();
    await watch(page);
    await expect(card(page, domain)).toHaveCount(0);
  });

  test("are out of reach of what a connection gives, and the page says so without asking", async ({
    connected: page,
    sandbox,
    newEmail,
  }) => {
    const before = await sandbox.lastRequest();
    await page.getByRole("link", { name: "Reverse proxies" }).click();
    await expect(page.getByRole("link", { name: "do it in PostHog" })).toBeVisible();
    expect(await sandbox.requestsSince(before, "/api/")).toEqual([]);
    await giveKey(page, await createPersonalApiKey(sandbox, newEmail, ["organization:read"]));
    await page.goto(PROXIES);
    await expect(page.getByText("0 of 2 that your plan allows")).toBeVisible();
    await expect(page.getByRole("button", { name: "Add the proxy" })).toHaveCount(0);
  });

  test("have a page that keeps its controls in place while PostHog answers", async ({
    keyed: page,
    sandbox,
  }) => {
    await expectSteadyControls(page, sandbox, PROXIES, "/api/organizations/");
  });

  test("have pages that pass axe in both themes and fit a small phone", async ({
    keyed: page,
    sandbox,
    newEmail,
  }) => {
    await page.goto(PROXIES);
    await addProxy(page, domainOf(newEmail));
    await advance(sandbox, newEmail, domainOf(newEmail), { status: "erroring", message: "No luck" });
    await page.reload();
    await addDomain(page, "analytics.example.com");
    await expect(problem(page, "Ad blockers may know this name")).toBeVisible();
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
    await card(page, domainOf(newEmail)).getByRole("link", { name: "Delete" }).click();
    await expect(page.getByRole("button", { name: "Delete the proxy" })).toBeVisible();
    await expectAccessible(page);
    await expectToFitSmallPhone(page);
  });
});
