import { readFileSync } from "node:fs";
import { Hono } from "hono";
import { html } from "hono/html";
import { findStoryRegion } from "../control/story";
import type { SandboxEnv } from "../http/env";
import type { World } from "../world/world";
import { StoryView } from "./view";

const SCRIPT = "/static/sandbox/story.js";

/** The view of a story's calls, which an app shows in a frame beside its own pages. */
export function storyRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const script = readFileSync(new URL("./story.js", import.meta.url), "utf8");

  app.get(SCRIPT, (c) =>
    c.body(script, 200, { "content-type": "text/javascript", "cache-control": "no-cache" }),
  );

  app.get("/_sandbox/story/view", (c) => {
    c.header("Cache-Control", "no-store");
    return c.html(html`<!doctype html>${<StoryView region={findStoryRegion(world)} script={SCRIPT} />}`);
  });

  return app;
}
