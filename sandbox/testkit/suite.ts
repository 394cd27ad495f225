import type { PartnerTest } from "./partner-test.ts";
import { callbackTests } from "./suite/callback.ts";
import { connectingTests } from "./suite/connecting.ts";
import { openingTests } from "./suite/opening.ts";
import { tokenTests } from "./suite/tokens.ts";

/**
 * Declares the whole suite: each title says what a partner guarantees, and why.
 * @param test From `partnerTest`.
 */
export function partnerSuite(test: PartnerTest): void {
  test.describe("connecting", () => connectingTests(test));
  test.describe("the callback", () => callbackTests(test));
  test.describe("opening", () => openingTests(test));
  test.describe("tokens", () => tokenTests(test));
}
