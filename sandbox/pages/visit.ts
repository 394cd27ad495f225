import type { Context } from "hono";
import type { Region } from "../core/region";
import { type Body, readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { findSignedIn, hasCsrfToken, type SignedIn } from "../sessions/sessions";
import type { Organization, Project } from "../store/people";
import { PageProblem } from "./problem";

/** Somebody looks at a page of a region, logged in or not. */
export interface Visit {
  region: Region;
  signedIn: SignedIn | undefined;
}

export interface SignedInVisit extends Visit {
  signedIn: SignedIn;
}

/** A project, seen by somebody who belongs to it. */
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

/** Where somebody logs in first and then comes back to this very page. */
export function loginPath(c: Context<SandboxEnv>): string {
  const { pathname, search } = new URL(c.req.url);
  return `/login?next=${encodeURIComponent(pathname + search)}`;
}

/** A form that acts for the person who is logged in, once its token is right. */
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
