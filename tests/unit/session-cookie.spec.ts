import { expect, test } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { openSessionId } from "../../lib/auth/provider/cookies";
import { env } from "../../lib/platform/env";
import { setTestEnvironment } from "./support/environment";

const seal = (token: Record<string, unknown>, { secret = env().authSecret, maxAge = 60, salt = "" } = {}) =>
  encode({ token, secret, maxAge, salt });

test.describe("the session cookie", () => {
  test.beforeAll(() => {
    setTestEnvironment();
  });

  test("of next-auth names the session", async () => {
    expect(openSessionId(await seal({ sid: "session-1" }))).toBe("session-1");
  });

  for (const [what, make] of [
    ["that is too old", () => seal({ sid: "session-1" }, { maxAge: -1 })],
    ["of another secret", () => seal({ sid: "session-1" }, { secret: "another secret of the test" })],
    ["that was made for another purpose", () => seal({ sid: "session-1" }, { salt: "linking" })],
    ["without a session", () => seal({ sub: "user-1" })],
    ["that is none", async () => "session-1"],
  ] as const) {
    test(`${what} names none`, async () => {
      expect(openSessionId(await make())).toBeNull();
    });
  }
});
