import type { Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import type { Region } from "../../core/region";
import type { Body } from "../../http/body";
import type { SandboxEnv } from "../../http/env";
import { ApiError } from "../../http/errors";
import { PageProblem } from "../problem";
import { findProjectVisit, showProject } from "../project-visit";
import { ownFormsOnly } from "../security";
import type { ProjectVisit } from "../visit";
import { readSignedInBody } from "../visit";
import { type Flash, setFlash, takeFlash } from "./flash";
import { Notice } from "./notice";

/** A form that failed validation: the error and the submitted values. */
export interface RejectedForm {
  error: ApiError;
  body: Body;
}

/** A page with forms. Each form posts to the page's own path and names its action. */
export interface SettingsPage {
  /** The path after `/project/<id>`. */
  path: string;
  requireWriter(visit: ProjectVisit): void;
  /** The actions by name. They call the same functions as the API, and return the message to show. */
  actions: Record<string, (visit: ProjectVisit, body: Body) => Flash>;
  /** The page's message for an error; `undefined` to use the API's message. */
  explain?(error: ApiError): string | undefined;
  Content(props: { visit: ProjectVisit; rejected: RejectedForm | undefined }): Child;
}

export function addSettingsPage(app: Hono<SandboxEnv>, region: Region, page: SettingsPage): void {
  const path = `/project/:id{[0-9]+}${page.path}`;
  app.get(path, (c) => show(c, region, page));
  app.post(path, ownFormsOnly(region), (c) => change(c, region, page));
}

function show(c: Context<SandboxEnv>, region: Region, page: SettingsPage, rejected?: RejectedForm) {
  return showProject(c, region, (visit) => (
    <>
      <Notice
        flash={rejected ? undefined : takeFlash(region, visit.signedIn.session, c.req.path)}
        problem={rejected && describe(page, rejected.error)}
      />
      <page.Content visit={visit} rejected={rejected} />
    </>
  ));
}

/** Redirects after a success (POST/redirect/GET), so that a reload does not repeat the action. */
async function change(c: Context<SandboxEnv>, region: Region, page: SettingsPage) {
  const visit = findProjectVisit(c, region);
  if (!visit) return c.redirect("/login", 303);
  const body = await readSignedInBody(c, visit);
  const act = Object.entries(page.actions).find(([name]) => name === body.fields.action)?.[1];
  if (!act) throw new PageProblem("bad_form");
  try {
    page.requireWriter(visit);
    setFlash(region, visit.signedIn.session, c.req.path, act(visit, body));
    return c.redirect(c.req.path, 303);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    c.status(error.status);
    return show(c, region, page, { error, body });
  }
}

const STALE = "This action requires you to be recently authenticated.";

/** Adds the field name to the API's message, such as "This field may not be blank." */
function describe(page: SettingsPage, error: ApiError): string {
  if (error.detail === STALE) return `${STALE} Log out, log in again, and come back.`;
  const known = page.explain?.(error);
  if (known) return known;
  const field = error.attr?.split("__")[0]?.replaceAll("_", " ");
  return field ? `${field.charAt(0).toUpperCase()}${field.slice(1)}: ${error.detail}` : error.detail;
}
