import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { csrf } from "hono/csrf";
import { html } from "hono/html";
import { database } from "./connections.ts";
import { clientMetadata, connect, finish, isConnected, mintLink, ORIGIN } from "./posthog.ts";
import { endFlow, memberOf, signIn, startFlow } from "./session.ts";

const app = new Hono();
app.use(csrf({ origin: ORIGIN }));
app.onError((error, c) =>
  c.html(page(html`<p role="alert">That did not work: ${error.message}. <a href="/">Back</a></p>`), 502),
);

app.get("/.well-known/posthog-client.json", (c) => c.json(clientMetadata));

app.get("/", async (c) => {
  const member = await memberOf(c);
  if (!member)
    return c.html(page(form("/sign-in", "Sign in", html`<label>E-mail <input name="email" /></label>`)));
  const state = (await isConnected(member))
    ? html`<p>PostHog is connected.</p>${form("/posthog/open", "Open in PostHog")}`
    : html`<p>PostHog is not connected.</p>${form("/posthog/connect", "Connect PostHog")}`;
  return c.html(page(html`<p>Signed in as ${member}.</p>${state}`));
});

app.post("/sign-in", async (c) => {
  const email = String((await c.req.parseBody()).email).toLowerCase();
  await database.query("INSERT INTO member (email) VALUES ($1) ON CONFLICT DO NOTHING", [email]);
  await signIn(c, email);
  return c.redirect("/", 303);
});

app.post("/posthog/connect", async (c) => {
  const member = await memberOf(c);
  const consent = member ? await connect(member) : null;
  if (!consent) return c.redirect("/", 303);
  await startFlow(c, consent.flow);
  return c.redirect(consent.url, 303);
});

app.get("/callbacks/posthog", async (c) => {
  if (c.req.method === "HEAD") return c.body(null); // From a link scanner, not a person.
  const { state = "", code } = c.req.query();
  const member = await memberOf(c);
  const flow = code && member ? await endFlow(c, state) : undefined;
  if (flow && code && flow.member === member) await finish(member, code, flow.codeVerifier);
  return c.redirect("/", 303);
});

app.post("/posthog/open", async (c) => {
  const member = await memberOf(c);
  // Whoever opens the link is logged in, so it exists only in this redirect.
  return c.redirect(member && (await isConnected(member)) ? await mintLink(member) : "/", 303);
});

function page(body: ReturnType<typeof html>) {
  return html`<!doctype html><html lang="en"><meta name="referrer" content="no-referrer" />
    <title>Trellis</title><main><h1>Trellis</h1>${body}</main></html>`;
}

function form(action: string, label: string, fields: ReturnType<typeof html> | string = "") {
  return html`<form method="post" action="${action}">${fields}<button>${label}</button></form>`;
}

serve({ fetch: app.fetch, port: Number(new URL(ORIGIN).port || 443) });
console.log(`Trellis on ${ORIGIN}`);
