import { test as base } from "./fixtures";
import { startWorld, type World } from "./world";

/** Tests against today's server, which gives partners less than the documented one. */
export const test = base.extend<object, { world: World }>({
  world: [
    async ({}, use) => {
      const world = await startWorld({ profile: "current" });
      await use(world);
      await world.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});
