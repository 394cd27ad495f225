import type { Context } from "hono";
import { createProject, listOrganizations, listUserProjects } from "../core/directory";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { findSignedIn } from "../sessions/sessions";
import { endIfDeactivated, findConsent, isAddressee, isWellFormedState } from "./pending-consent";

/** Starts the consent flow. Errors stay on PostHog's pages; only a success returns to the partner. */
export function authorize(c: Context<SandboxEnv>, region: Region): Response {
  const signedIn = findSignedIn(c, region);
  if (!signedIn) return c.redirect(`/login?next=${encodeURIComponent(pathOf(c))}`);
  const { user } = signedIn;
  const state = c.req.query("state") ?? "";
  if (!isWellFormedState(state)) return fail(c, region, "missing_state");
  const consent = findConsent(region, state);
  if (!consent) return fail(c, region, "expired_or_invalid_state");
  if (!isAddressee(consent, user)) {
    if (!region.settings.switches.hasAccountMismatchPage) return fail(c, region, "email_mismatch");
    const query = new URLSearchParams({
      expected_email: consent.pending.email,
      current_email: user.email,
      partner_name: consent.client.name,
      state,
    });
    return c.redirect(`/agentic/account-mismatch?${query}`);
  }
  const [organization] = listOrganizations(region, user.id);
  if (!organization) return fail(c, region, "no_organization");
  if (endIfDeactivated(region, consent)) return fail(c, region, "partner_deactivated");
  if (listUserProjects(region, user.id).length === 0)
    createProject(region, organization.id, "Default project");
  return c.redirect(`/agentic/authorize?state=${state}`);
}

function fail(c: Context, region: Region, error: string): Response {
  return c.redirect(`${region.origin}?error=${error}`);
}

function pathOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return `${pathname}${search}`;
}
