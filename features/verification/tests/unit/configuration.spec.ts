import { expect, test } from "@playwright/test";
import { ConfigurationError } from "@/lib/platform/configuration";
import { checkAtStart, USABLE } from "@/tests/unit/support/configuration";
import { verificationConfiguration } from "../../configuration";

const PARTNER = {
  POSTHOG_PARTNER_API_KEY: "phx_abc",
  POSTHOG_PARTNER_ORGANIZATION_ID: "0198c1d3-55aa-7000-9c3e-6f0e1b7a8c22",
  POSTHOG_PARTNER_REGION: "EU",
};

test.describe("the partner's organization in the configuration", () => {
  for (const [what, change] of [
    ["a partner key without its organization", { POSTHOG_PARTNER_API_KEY: "phx_abc" }],
    ["a partner region without a key", { POSTHOG_PARTNER_REGION: "EU" }],
    ["a project token for a partner key", { POSTHOG_PARTNER_API_KEY: "phc_abc" }],
    ["a verification token that is none", { POSTHOG_VERIFICATION_TOKEN: "phx_abc" }],
  ] as const) {
    test(`is refused: ${what}`, () => {
      expect(() => checkAtStart({ ...USABLE, ...change })).toThrow(ConfigurationError);
    });
  }

  test("is all of its three variables, or none", () => {
    const { partner } = verificationConfiguration.read(PARTNER) ?? {};
    expect(partner).toEqual({
      credential: "phx_abc",
      organizationId: PARTNER.POSTHOG_PARTNER_ORGANIZATION_ID,
      region: "EU",
    });
    expect(() => checkAtStart({ ...USABLE, ...PARTNER })).not.toThrow();
    expect(verificationConfiguration.read({})?.partner).toBeUndefined();
  });
});
