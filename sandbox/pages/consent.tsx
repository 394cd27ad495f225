import type { Context } from "hono";
import { Hono } from "hono";
import { confirmConsent } from "../consent/confirmation";
import { findConsent, isAddressee } from "../consent/pending-consent";
import type { SandboxEnv } from "../http/app";
import { Refusal } from "../http/refusal";
import type { Region } from "../region";
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
    return showConsent(c, visit, c.req.query("state") ?? "");
  });

  app.post("/agentic/authorize", ownFormsOnly(region), async (c) => {
    const visit = readVisit(c, region);
    if (!isSignedIn(visit)) return c.redirect("/login", 303);
    const { state, team_id } = await readSignedInForm(c, visit);
    try {
      return c.redirect(confirmConsent(region, visit.signedIn.user, state, team_id), 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      c.status(error.status);
      return showConsent(c, visit, String(state), describeRefusal(error.code));
    }
  });

  return app;
}

function showConsent(c: Context<SandboxEnv>, visit: SignedInVisit, state: string, problem?: string) {
  const consent = findConsent(visit.region, state);
  if (!consent) {
    if (c.req.method === "GET") c.status(400);
    return renderPage(c, { visit, title: "This request has expired" }, <DeadRequest reason={problem} />);
  }
  // The account may have changed since the request was checked: that page knows how to put it right.
  if (!isAddressee(consent, visit.signedIn.user)) {
    return c.redirect(`/api/agentic/authorize?state=${state}`, 303);
  }
  c.set("clientId", consent.client.clientId);
  return renderPage(
    c,
    { visit, title: `Connect ${consent.client.name}` },
    <ConsentForm visit={visit} consent={consent} problem={problem} />,
  );
}

/** Only what can still go wrong once the page was shown. */
function describeRefusal(code: string): string | undefined {
  switch (code) {
    case "state and team_id are required":
      return "Choose a project first.";
    case "team_not_found":
    case "team_not_accessible":
      return "That project is not one of yours any more. Choose another one.";
    case "partner_deactivated":
      return "PostHog has switched this app off, so it cannot be connected.";
    case "missing_callback":
      return "This app has not said where to send you back, so it cannot be connected.";
    default:
      return undefined;
  }
}
