import type { Page } from "@playwright/test";
import { publish, register, registerPublished } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { postAccountRequest } from "./support/grants";
import { call, newToken, PARTNER, projectOf, TOKENS } from "./support/management";
import type { PartnerHost } from "./support/partner-host";
import type { Region } from "./support/region";

test.use({ javaScriptEnabled: false });

/** Links a client to the partner's organization, whose verification token its document carries. */
async function link(region: Region, partner: PartnerHost) {
  const client = await publish(partner);
  const { id, value } = await newToken(region, { cimd_url: client.id });
  const extension = { provisioning: true, verification_token: value };
  partner.serve(client.path, { body: { ...client.document, "com.posthog": extension } });
  await registerPublished(region, client);
  return { client, tokenId: id };
}

async function open(page: Page, region: Region, section: string): Promise<void> {
  await page.goto(`${region.origin}/login?next=/project/${await projectOf(region)}`);
  await page.getByLabel("E-mail").fill(PARTNER);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await page
    .getByRole("navigation", { name: "Project" })
    .getByRole("link", { name: section, exact: true })
    .click();
}

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    for (const section of ["Settings", "Verification tokens"]) {
      test(`the page ${section} names the app that is linked`, async ({ us, partner, page }) => {
        await register(us, partner);
        const { client } = await link(us, partner);
        await open(page, us, section);
        const apps = page.getByRole("list", { name: "Linked apps" });
        await expect(apps.getByRole("listitem")).toHaveCount(1);
        await expect(apps).toContainText("Burrow");
        await expect(apps).toContainText(client.id);
      });
    }

    test("an app whose token is revoked is linked no longer", async ({ us, partner, page }) => {
      const { client, tokenId } = await link(us, partner);
      await call(us, "DELETE", `${TOKENS}/${tokenId}`);
      await postAccountRequest(us, client, { code_challenge: "short" });
      await expect.poll(() => partner.visits(client.path).length).toBe(2);
      await open(page, us, "Verification tokens");
      await expect(page.getByText("No app is linked to Acme Partner.")).toBeVisible();
    });
  });
}
