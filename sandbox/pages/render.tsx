import type { Context } from "hono";
import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { SandboxEnv } from "../http/env";
import { Layout, type LayoutProps } from "./layout";

/** Renders a complete page. Pages contain personal data, so they must not be cached. */
export function renderPage(
  c: Context<SandboxEnv>,
  props: Omit<LayoutProps, "children" | "shown">,
  content: Child,
) {
  c.header("Cache-Control", "no-store");
  return c.html(
    html`<!doctype html>${(
      <Layout {...props} shown={c.req}>
        {content}
      </Layout>
    )}`,
  );
}
