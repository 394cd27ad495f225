import type { Context } from "hono";
import { Hono } from "hono";
import { confirmConsent } from "../consent/confirmation";
import { findConsent, isAddressee } from "../consent/pending-consent";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { Refusal } from "../http/refusal";
import { ConsentForm } from "./consent-form";
import { DeadRequest } from "./dead-request";
import { renderPage } from "./render";
import { ownFormsOnly } from "./security";
import { isSignedIn, loginPath, readSignedInForm, readVisit, type SignedInVisit } from "./visit";

/** "May this app connect to your project?" A plain form, so that saying yes never needs a script. */
export function consentRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();

  app.get("/agentic/authorize", (c) => {
    const visit = readVisit(c, region);
    if (!isSignedIn(visit)) return c.redirect(loginPath(c));
    return showConsent(c, visit);
  });

  app.post("/agentic/authorize", ownFormsOnly(region), async (c) => {
    const visit = readVisit(c, region);
    if (!isSignedIn(visit)) return c.redirect("/login", 303);
    const { state, team_id } = await readSignedInForm(c, visit);
    try {
      return c.redirect(confirmConsent(region, visit.signedIn.user, state, team_id), 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const query = new URLSearchParams({ state: String(state), problem: error.code });
      return c.redirect(`/agentic/authorize?${query}`, 303);
    }
  });

  return app;
}

function showConsent(c: Context<SandboxEnv>, visit: SignedInVisit) {
  const { state = "", problem = "" } = c.req.query();
  const consent = findConsent(visit.region, state);
  const words = PROBLEMS.get(problem);
  if (!consent) {
    return renderPage(c, { visit, title: "This request has expired" }, <DeadRequest reason={words} />);
  }
  // The account may have changed since the request was checked: that page knows how to put it right.
  if (!isAddressee(consent, visit.signedIn.user)) return c.redirect(`/api/agentic/authorize?state=${state}`);
  c.set("clientId", consent.client.clientId);
  return renderPage(
    c,
    { visit, title: `Connect ${consent.client.name}` },
    <ConsentForm visit={visit} consent={consent} problem={words} />,
  );
}

/** What can still go wrong once the page was shown. An expired request needs no words but the page's own. */
const PROBLEMS = new Map([
  ["state and team_id are required", "Choose a project first."],
  ["team_not_found", "That project is not there any more. Choose another one."],
  ["team_not_accessible", "That project is not one of yours. Choose another one."],
  ["partner_deactivated", "PostHog has switched this app off, so it cannot be connected."],
  ["missing_callback", "This app has not said where to send you back, so it cannot be connected."],
]);
