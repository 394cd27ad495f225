import { Hono } from "hono";
import { countOpening } from "../consent/opening-limit";
import { redeemDeepLink } from "../consent/redemption";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { methodNotAllowed } from "../http/errors";
import { PageProblem } from "./problem";

/** The target of deep links. A person opens them, so the refusal for too many openings is a page. */
export function deepLinkRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app
    .get("/agentic/login", (c) => {
      const wait = countOpening(c, region);
      if (wait === 0) return redeemDeepLink(c, region);
      c.header("Retry-After", String(wait));
      throw new PageProblem("too_many_links");
    })
    .all(methodNotAllowed);
  return app;
}
