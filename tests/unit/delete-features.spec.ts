import { expect, test } from "@playwright/test";
import { withDependents } from "../../scripts/support/delete-features";

test.describe("a feature is deleted with those that need it, and with no other", () => {
  for (const [name, dependents] of [
    ["demo", []],
    ["doctor", []],
    ["first-event", []],
    ["partner-console", ["verification", "demo"]],
    ["personal-api-key", ["proxies", "secret-keys", "demo"]],
    ["proxies", ["demo"]],
    ["secret-keys", ["demo"]],
    ["verification", ["demo"]],
  ] as const) {
    test(name, () => expect(withDependents([name]).sort()).toEqual([name, ...dependents].sort()));
  }
});
