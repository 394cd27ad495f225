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
import { leaveNote, type Note, takeNote } from "./notes";
import { Notice } from "./notice";

/** What a form left behind when it was refused: the reason, and what was typed. */
export interface Refused {
  error: ApiError;
  body: Body;
}

/** A page with forms that change something. Each form posts to the page itself and names its action. */
export interface SettingsPage {
  /** What follows `/project/<id>`. */
  path: string;
  requireWriter(visit: ProjectVisit): void;
  /** What each action does, by the same functions as the API; it returns what to tell afterwards. */
  actions: Record<string, (visit: ProjectVisit, body: Body) => Note>;
  /** Words for a refusal, where the page knows better ones than the API. */
  explain?(error: ApiError): string | undefined;
  Content(props: { visit: ProjectVisit; refused: Refused | undefined }): Child;
}

export function addSettingsPage(app: Hono<SandboxEnv>, region: Region, page: SettingsPage): void {
  const path = `/project/:id{[0-9]+}${page.path}`;
  app.get(path, (c) => show(c, region, page));
  app.post(path, ownFormsOnly(region), (c) => change(c, region, page));
}

function show(c: Context<SandboxEnv>, region: Region, page: SettingsPage, refused?: Refused) {
  return showProject(c, region, (visit) => (
    <>
      <Notice
        note={refused ? undefined : takeNote(region, visit.signedIn.session, c.req.path)}
        problem={refused && describe(page, refused.error)}
      />
      <page.Content visit={visit} refused={refused} />
    </>
  ));
}

/** A success leads to a page of its own, so that a reload repeats nothing and a secret is shown once. */
async function change(c: Context<SandboxEnv>, region: Region, page: SettingsPage) {
  const visit = findProjectVisit(c, region);
  if (!visit) return c.redirect("/login", 303);
  const body = await readSignedInBody(c, visit);
  const act = Object.entries(page.actions).find(([name]) => name === body.fields.action)?.[1];
  if (!act) throw new PageProblem("bad_form");
  try {
    page.requireWriter(visit);
    leaveNote(region, visit.signedIn.session, c.req.path, act(visit, body));
    return c.redirect(c.req.path, 303);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    c.status(error.status);
    return show(c, region, page, { error, body });
  }
}

const STALE = "This action requires you to be recently authenticated.";

/** "May not be blank" says little without the field it is about. */
function describe(page: SettingsPage, error: ApiError): string {
  if (error.detail === STALE) return `${STALE} Log out, log in again, and come back.`;
  const known = page.explain?.(error);
  if (known) return known;
  const field = error.attr?.split("__")[0]?.replaceAll("_", " ");
  return field ? `${field.charAt(0).toUpperCase()}${field.slice(1)}: ${error.detail}` : error.detail;
}
