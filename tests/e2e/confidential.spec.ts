import { newSigningKey } from "../support/signing-keys";
import { expect, testIn } from "./support/fixtures";
import { approve } from "./support/posthog-pages";

// Keys in the environment are the whole switch: nothing else differs from the public client.
const KEYS = [newSigningKey("elliptic"), newSigningKey("rsa", "RS256")];

const test = testIn("current", async () => ({ SIGNING_KEYS: JSON.stringify(KEYS) }));

// One after the other in one world: starting another takes longer than all these tests.
test.describe.configure({ mode: "default" });

test.describe("a confidential client, against today's PostHog", () => {
  test("publishes its keys, without their private halves", async ({ request }) => {
    const document = await (await request.get("/.well-known/posthog-client.json")).json();
    expect(document.token_endpoint_auth_method).toBe("private_key_jwt");
    const { keys } = await (await request.get(document.jwks_uri)).json();
    expect(keys.map(({ kid }: { kid: string }) => kid)).toEqual(["elliptic", "rsa"]);
    const members = new Set(keys.flatMap((key: object) => Object.keys(key)));
    expect([...members].sort()).toEqual(["alg", "crv", "e", "kid", "kty", "n", "use", "x", "y"]);
  });

  test("connects someone new, and opens the page that asks for their address to be verified", async ({
    connected: page,
  }) => {
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/verify_email\//);
  });

  test("connects someone known through consent, and each click lands in the project", async ({
    atConsent: page,
  }) => {
    await approve(page, "Website");
    for (const _click of [1, 2]) {
      await page.goto("/connection");
      await page.getByRole("button", { name: "Open in PostHog" }).click();
      await expect(page).toHaveURL(/\/project\/\d+$/);
    }
  });

  test("opens the sections of the project, which links of a client that signs can name", async ({
    atConsent: page,
  }) => {
    await approve(page, "Website");
    for (const [label, path] of [
      ["Insights", "insights"],
      ["Session replay", "replay"],
      ["Feature flags", "feature_flags"],
    ] as const) {
      await page.goto("/connection");
      await page.getByRole("button", { name: label, exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`/project/\\d+/${path}$`));
    }
  });
});
