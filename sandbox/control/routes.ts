import { Hono } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import type { World } from "../world/world";
import { clientControl } from "./clients";
import { answerControlError, refuseOtherSites } from "./control";
import { grantControl } from "./grants";
import { organizationControl } from "./organizations";
import { peopleControl } from "./people";
import { proxyRecordControl } from "./proxy-records";
import { storyControl } from "./story";
import { trafficControl } from "./traffic";
import { worldControl } from "./world";

/** The control API. Tests, demonstrations and the inspector use it to set up and observe the sandbox. */
export function controlRoutes(world: World, region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.onError(answerControlError);
  app.use("/_sandbox/*", refuseOtherSites);
  app.route("/_sandbox", worldControl(world, region));
  app.route("/_sandbox", peopleControl(region));
  app.route("/_sandbox", organizationControl(region));
  app.route("/_sandbox", proxyRecordControl(region));
  app.route("/_sandbox", clientControl(region));
  app.route("/_sandbox", grantControl(region));
  app.route("/_sandbox", trafficControl(region));
  app.route("/_sandbox", storyControl(world));
  return app;
}
