import { readFileSync } from "node:fs";
import { Hono } from "hono";
import type { SandboxEnv } from "../http/env";
import { Mark } from "./mark";

const STYLES = [
  "base",
  "frame",
  "parts",
  "people",
  "plot",
  "settings",
  "inspector",
  "calls",
  "call-row",
  "story",
];

/** The stylesheet and icon. Pages load nothing from other origins. */
export function assetRoutes(): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
  const stylesheet = STYLES.map((name) => read(`./styles/${name}.css`)).join("\n");
  const icon = String(Mark()).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ');

  app.get(STYLESHEET, (c) =>
    c.body(stylesheet, 200, { "content-type": "text/css; charset=utf-8", ...cached }),
  );
  app.get(ICON, (c) => c.body(icon, 200, { "content-type": "image/svg+xml", ...cached }));
  app.get("/favicon.ico", (c) => c.body(icon, 200, { "content-type": "image/svg+xml", ...cached }));
  return app;
}

export const STYLESHEET = "/static/sandbox/pages.css";
export const ICON = "/static/sandbox/icon.svg";

const cached = { "cache-control": "no-cache" };
