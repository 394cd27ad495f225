import { test } from "./support/fixtures";
import { expectSteady } from "./support/steady";

test("no page of someone connected moves by itself", async ({ connected: page }) => {
  await expectSteady(page, [
    "/",
    "/connection",
    "/connection/activity",
    "/connection/disconnect",
    "/account",
  ]);
});

test("no page of someone new moves by itself", async ({ signedIn: page }) => {
  await expectSteady(page, ["/", "/sign-in", "/connection"]);
});
