import { Hono } from "hono";
import { findConsent, isAddressee } from "../consent/pending-consent";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { CancelForm } from "./cancel-form";
import { CsrfField } from "./csrf-field";
import { ExpiredRequest } from "./expired-request";
import { renderPage } from "./render";
import { isSignedIn, readVisit } from "./visit";

/** Shown when a consent request is for another account than the one that is logged in. */
export function mismatchRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();

  app.get("/agentic/account-mismatch", async (c, next) => {
    if (!region.settings.switches.hasAccountMismatchPage) return next();
    const visit = readVisit(c, region);
    // Read the names from the stored consent request: those in the query are untrusted.
    const state = c.req.query("state") ?? "";
    const consent = findConsent(region, state);
    if (!consent) {
      return renderPage(c, { visit, title: "This request has expired" }, <ExpiredRequest />);
    }
    const start = `/api/agentic/authorize?state=${state}`;
    if (!isSignedIn(visit) || isAddressee(consent, visit.signedIn.user)) return c.redirect(start);
    const { client, pending } = consent;
    const { session, user } = visit.signedIn;
    return renderPage(
      c,
      { visit, title: "Another account is logged in" },
      <div class="card stack">
        <h1>Another account is logged in</h1>
        <p>{client.name} asked to connect one PostHog account, but you are logged in to a different one.</p>
        <dl class="facts">
          <dt>{client.name} asked for</dt>
          <dd>{pending.email}</dd>
          <dt>You are logged in as</dt>
          <dd>{user.email}</dd>
        </dl>
        <p class="soft">
          Switching logs you out here and lets you log in as {pending.email}. Your request stays open.
        </p>
        <div class="row">
          <form method="post" action="/logout">
            <CsrfField session={session} />
            <input type="hidden" name="next" value={start} />
            <button class="button" type="submit">
              Switch account
            </button>
          </form>
          <CancelForm />
        </div>
      </div>,
    );
  });

  return app;
}
