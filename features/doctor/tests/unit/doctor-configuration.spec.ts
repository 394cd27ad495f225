import { expect, test } from "@playwright/test";
import { configuration } from "@/features";
import { variablesOf, WRONG } from "@/tests/unit/support/wrong-configurations";
import { checkConfiguration } from "../../configuration";
import { checkAddress } from "../../requests";

test.describe("the doctor names each wrong configuration in the words of the start", () => {
  const before = { ...process.env };
  test.afterEach(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });

  for (const wrong of WRONG) {
    test(wrong.what, () => {
      Object.assign(process.env, variablesOf(wrong));
      expect(checkConfiguration(configuration)).toEqual([
        {
          subject: "Configuration",
          verdict: "failed",
          detail: expect.stringMatching(wrong.says),
          remedy: expect.stringContaining(".env.example"),
        },
      ]);
    });
  }
});

test("the doctor names a name that leads nowhere, or to where PostHog cannot go", async () => {
  const detailFor = async (...addresses: string[]) =>
    (await checkAddress(async () => addresses, "https://app.example")).detail;
  expect(await detailFor()).toBe("The name app.example does not resolve to an address.");
  expect(await detailFor("203.0.113.7")).toBe("app.example leads to 203.0.113.7.");
  for (const inner of [
    "127.0.0.1",
    "10.0.0.7",
    "172.20.1.1",
    "192.168.1.4",
    "169.254.1.1",
    "::1",
    "fd12::1",
    "fe80::1",
  ]) {
    expect(await detailFor(inner, "203.0.113.7"), inner).toContain(
      `leads to ${inner}, which PostHog cannot reach`,
    );
  }
});
