import { expect, problem, test } from "./support/fixtures";

test("someone who connects again and again is asked to wait, in words and with a time", async ({
  signedIn: page,
  sandbox,
}) => {
  const path = "/api/agentic/provisioning/account_requests";
  const refused = problem(page, "PostHog");
  await sandbox.plantFault({ method: "POST", path, kind: "status", status: 403, body: {}, times: 10 });
  const button = page.getByRole("button", { name: /Connect PostHog|Try again/ });
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await button.click();
    await answer;
    await expect(refused).toBeVisible();
  }
  const before = await sandbox.lastRequest();
  await button.click();
  await expect(problem(page, "That was a lot at once")).toContainText("try again in");
  expect(await sandbox.requestsSince(before, path)).toEqual([]);
});
