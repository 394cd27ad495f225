import { expect, test } from "@playwright/test";
import { hasVerifiedEmail } from "../../lib/auth/provider/verified-email";

test.describe("a provider's profile proves an e-mail address", () => {
  for (const [what, profile, proves] of [
    ["when the provider verified it", { email: "ada@example.org", email_verified: true }, true],
    ["not when it is unverified", { email: "ada@example.org", email_verified: false }, false],
    ["not when no one vouches for it", { email: "ada@example.org" }, false],
    ["not by a word that is merely truthy", { email: "ada@example.org", email_verified: "true" }, false],
    ["not when there is none", {}, false],
    ["not when there is no profile", undefined, false],
  ] as const) {
    test(what, () => {
      expect(hasVerifiedEmail(profile)).toBe(proves);
    });
  }
});
