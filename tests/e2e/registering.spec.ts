import { connect, expect, expectConnected, problem, SLOWLY, testIn } from "./support/fixtures";
import { expectHydrated } from "./support/hydration";

// A world of its own: the very first connection to a PostHog that has never heard of this app.
const test = testIn("documented", async () => ({ POSTHOG_REGISTRATION_TIMEOUT_MS: "8000" }), {
  registered: false,
});

const ACCOUNT_REQUESTS = "/api/agentic/provisioning/account_requests";

test.describe.configure({ mode: "serial" });

test.describe("while PostHog registers this app", () => {
  test("the first person sees progress, and one patient request makes the account", async ({
    signedIn: page,
    sandbox,
  }) => {
    const button = page.getByRole("button", { name: "Connect PostHog" });
    await expectHydrated(button);
    await button.click();
    const progress = page.getByRole("status").filter({ hasText: "Connecting" });
    await expect(progress.getByText("Introducing ourselves to PostHog")).toBeVisible();
    await expectConnected(page, SLOWLY);
    const response = await fetch(`${sandbox.origins.us}/_sandbox/requests?since=0`);
    const { requests }: { requests: { path: string; status: number; request_body: unknown }[] } =
      await response.json();
    const tries = requests.filter(({ path }) => path === ACCOUNT_REQUESTS);
    expect(tries.map(({ status }) => status)).toEqual([202, 200]);
    expect(tries[0]?.request_body).toEqual(tries[1]?.request_body);
  });

  test("a person whose wait ends without an account gets clear words and a button to try again", async ({
    signedIn: page,
    sandbox,
  }) => {
    const body = { type: "registering", retry_after: 15 };
    await sandbox.plantFault({
      method: "POST",
      path: ACCOUNT_REQUESTS,
      kind: "status",
      status: 202,
      body,
      times: null,
    });
    await page.getByLabel("Organization name").fill("Kept while waiting");
    await page.getByRole("button", { name: "Connect PostHog" }).click();
    const alert = problem(page, "PostHog is still registering this app");
    await expect(alert).toBeVisible(SLOWLY);
    await expect(page.getByLabel("Organization name")).toHaveValue("Kept while waiting");
    await sandbox.control("DELETE", "faults");
    await page.getByRole("button", { name: "Try again" }).click();
    await expectConnected(page, SLOWLY);
  });

  test("later people do not wait", async ({ signedIn: page, sandbox }) => {
    const before = await sandbox.lastRequest();
    await connect(page);
    expect(await sandbox.requestsSince(before, ACCOUNT_REQUESTS)).toHaveLength(1);
  });
});
