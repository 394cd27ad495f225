import { partnerSuite, partnerTest } from "../../sandbox/testkit";
import type { Place } from "../../sandbox/testkit/partner-app.ts";
import { thisApp } from "./support/partner-app";
import { startWorld, type World } from "./support/world";

const test = partnerTest(thisApp).extend<object, { world: World; place: Place }>({
  world: [
    async ({ browserName: _ }, use) => {
      const world = await startWorld();
      await use(world);
      await world.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  place: [
    async ({ world }, use) => use({ baseURL: world.appUrl, sandbox: world.sandbox.origins }),
    { scope: "worker" },
  ],
});

partnerSuite(test);
