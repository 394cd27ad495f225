import type { Context } from "hono";
import type { Region } from "../core/region";
import { type Body, readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { findSignedIn, hasCsrfToken, type SignedIn } from "../sessions/sessions";
import type { Organization, Project } from "../store/people";
import { PageProblem } from "./problem";

/** A page view in a region, with or without a log-in. */
export interface Visit {
  region: Region;
  signedIn: SignedIn | undefined;
}

export interface SignedInVisit extends Visit {
  signedIn: SignedIn;
}

/** A page view in a project by a member. */
export interface ProjectVisit extends SignedInVisit {
  project: Project;
  organization: Organization;
}

export function readVisit(c: Context<SandboxEnv>, region: Region): Visit {
  return { region, signedIn: findSignedIn(c, region) };
}

export function isSignedIn(visit: Visit): visit is SignedInVisit {
  return visit.signedIn !== undefined;
}

/** The path of the log-in page, which returns to this page. */
export function loginPath(c: Context<SandboxEnv>): string {
  const { pathname, search } = new URL(c.req.url);
  return `/login?next=${encodeURIComponent(pathname + search)}`;
}

/** Reads a form that acts for the logged-in user. Throws if its CSRF token is wrong. */
export async function readSignedInBody(c: Context<SandboxEnv>, visit: SignedInVisit): Promise<Body> {
  const body = await readBody(c);
  if (!hasCsrfToken(visit.signedIn.session, body.fields.csrfmiddlewaretoken))
    throw new PageProblem("outdated_form");
  return body;
}

export async function readSignedInForm(
  c: Context<SandboxEnv>,
  visit: SignedInVisit,
): Promise<Body["fields"]> {
  return (await readSignedInBody(c, visit)).fields;
}
