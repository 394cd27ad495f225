import { expect, test } from "@playwright/test";
import { hasVerifiedEmail } from "../../lib/auth/provider/verified-email";

const profile = (email: string, email_verified = true) => ({ email, email_verified });

test("an address counts that a provider has verified, however unusual it is", () => {
  for (const email of [
    "a..b@docomo.example",
    "a.@docomo.example",
    "o'neil+x@example.org",
    "ü@bücher.example",
  ]) {
    expect(hasVerifiedEmail(profile(email)), email).toBe(true);
  }
});

test("an invalid or unverified address is not accepted", () => {
  for (const email of [
    "",
    "ada",
    "ada@localhost",
    "a b@example.org",
    "a@b@example.org",
    `${"a".repeat(250)}@b.example`,
  ]) {
    expect(hasVerifiedEmail(profile(email)), email).toBe(false);
  }
  expect(hasVerifiedEmail(profile("ada@example.org", false))).toBe(false);
  expect(hasVerifiedEmail(undefined)).toBe(false);
});
