import type { Page } from "@playwright/test";
import { z } from "zod";
import { readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newTokens } from "./support/grants";
import type { PartnerHost } from "./support/partner-host";
import { findUser } from "./support/people";
import { bearer, type Region } from "./support/region";

// The page works without a script.
test.use({ javaScriptEnabled: false });

const mail = z.object({ messages: z.array(z.object({ to: z.string(), text: z.string() })) });

/** The six-digit code of the latest message to an address. */
async function readCode(region: Region, email: string): Promise<string> {
  const { messages } = mail.parse(await region.control("GET", "mail"));
  const text = messages.findLast(({ to }) => to === email)?.text ?? "";
  return text.match(/\b\d{6}\b/)?.[0] ?? "";
}

/** A new user opens a deep link, which leads to the page. */
async function openLink(page: Page, region: Region, partner: PartnerHost): Promise<string> {
  const { access, email } = await newTokens(
    region,
    await register(region, partner, { isConfidential: true }),
  );
  const answer = await region.post("provisioning/deep_links", {}, bearer(access));
  await page.goto(readText(answer.body, "url"));
  await expect(page.getByRole("heading", { name: "Verify your e-mail first" })).toBeVisible();
  return email;
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Verification code").fill(code);
  await page.getByRole("button", { name: "Verify e-mail" }).click();
}

const isVerified = async (region: Region, email: string) => (await findUser(region, email)).email_verified;

/** A code that is not this one. */
const other = (code: string) => (code === "000000" ? "000001" : "000000");

test("the code from the mail verifies the address and logs the user in", async ({ us, partner, page }) => {
  const email = await openLink(page, us, partner);
  await typeCode(page, await readCode(us, email));
  await expect(page).toHaveURL(`${us.origin}/`);
  await expect(page.getByText(email, { exact: true })).toBeVisible();
  expect(await isVerified(us, email)).toBe(true);
});

test("a wrong code verifies nothing, and the right one still works", async ({ us, partner, page }) => {
  const email = await openLink(page, us, partner);
  const code = await readCode(us, email);
  await typeCode(page, other(code));
  await expect(page.getByRole("alert")).toContainText("This code is not valid.");
  expect(await isVerified(us, email)).toBe(false);
  await typeCode(page, code);
  await expect(page).toHaveURL(`${us.origin}/`);
});

test("a code sent again replaces the one before", async ({ us, partner, page }) => {
  const email = await openLink(page, us, partner);
  const first = await readCode(us, email);
  await page.getByRole("button", { name: "Send it again" }).click();
  await expect(page.getByRole("status")).toContainText("We sent it again.");
  const second = await readCode(us, email);
  if (first !== second) {
    await typeCode(page, first);
    await expect(page.getByRole("alert")).toBeVisible();
  }
  await typeCode(page, second);
  await expect(page).toHaveURL(`${us.origin}/`);
});

test("a code is not good for another user's address", async ({ us, partner, page }) => {
  const mine = await openLink(page, us, partner);
  const theirs = await openLink(page, us, partner);
  const [code, expected] = [await readCode(us, mine), await readCode(us, theirs)];
  await typeCode(page, code === expected ? other(code) : code);
  await expect(page.getByRole("alert")).toBeVisible();
  expect(await isVerified(us, theirs)).toBe(false);
});
