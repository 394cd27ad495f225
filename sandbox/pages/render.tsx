import type { Context } from "hono";
import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { SandboxEnv } from "../http/env";
import { Layout, type LayoutProps } from "./layout";

/** A whole page around its content. It is about one person and one moment, so nothing may keep a copy. */
export function renderPage(c: Context<SandboxEnv>, props: Omit<LayoutProps, "children">, content: Child) {
  c.header("Cache-Control", "no-store");
  return c.html(html`<!doctype html>${<Layout {...props}>{content}</Layout>}`);
}
