import type { Context } from "hono";
import { Hono } from "hono";
import { confirmConsent } from "../consent/confirmation";
import { findConsent, isAddressee } from "../consent/pending-consent";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { Refusal } from "../http/refusal";
import { ConsentForm } from "./consent-form";
import { ExpiredRequest } from "./expired-request";
import { renderPage } from "./render";
import { ownFormsOnly } from "./security";
import { isSignedIn, loginPath, readSignedInForm, readVisit, type SignedInVisit } from "./visit";

/** The consent page. Its form works without JavaScript. */
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
  const message = PROBLEMS.get(problem);
  if (!consent) {
    return renderPage(c, { visit, title: "This request has expired" }, <ExpiredRequest reason={message} />);
  }
  // The user may have switched accounts since the check. This URL redirects to the page that explains it.
  if (!isAddressee(consent, visit.signedIn.user)) return c.redirect(`/api/agentic/authorize?state=${state}`);
  c.set("clientId", consent.client.clientId);
  return renderPage(
    c,
    { visit, title: `Connect ${consent.client.name}`, width: "medium" },
    <ConsentForm visit={visit} consent={consent} problem={message} />,
  );
}

/** Errors that can occur after the page is shown. An expired request has its own page. */
const PROBLEMS = new Map([
  ["state and team_id are required", "Choose a project first."],
  ["team_not_found", "That project no longer exists. Choose another one."],
  ["team_not_accessible", "You have no access to that project. Choose another one."],
  ["partner_deactivated", "PostHog has deactivated this app, so it cannot be connected."],
  ["missing_callback", "This app has no redirect URI, so it cannot be connected."],
]);
