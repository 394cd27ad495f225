import type { Context } from "hono";
import { findProject, listOrganizations, listUserProjects } from "../core/directory";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { forbidden, notFound } from "../http/errors";
import type { Organization, Project, User } from "../store/people";
import {
  type Authenticator,
  type Caller,
  withAccessToken,
  withPersonalApiKey,
  withSession,
} from "./credentials";
import { requireOrganizationAdmin, requireProjectAdmin, requireRecentLogIn } from "./levels";
import type { Place } from "./permissions";

/** What differs between the checks of organization routes and those of project routes. */
export interface Family<P extends Place> {
  /** The scope object: `organization` in `organization:read`. */
  object: "organization" | "project" | "query";
  authenticators: Authenticator[];
  find(c: Context<SandboxEnv>, region: Region, user: User): P;
  refuseOutsider(): never;
  requireWriter(region: Region, caller: Caller, place: P): void;
}

export interface OrganizationPlace extends Place {
  project: null;
}

export interface ProjectPlace extends Place {
  project: Project;
}

export const organizationFamily: Family<OrganizationPlace> = {
  object: "organization",
  authenticators: [withAccessToken, withPersonalApiKey, withSession],
  find: (c, region, user) => ({ organization: findOrganization(c, region, user), project: null }),
  refuseOutsider: () => {
    throw forbidden("You do not have permission to perform this action.");
  },
  requireWriter: (region, caller, { organization }) => {
    requireOrganizationAdmin(region, caller.user, organization);
    if (caller.via === "session") requireRecentLogIn(region, caller.session);
  },
};

export const projectFamily: Family<ProjectPlace> = {
  object: "project",
  authenticators: [withPersonalApiKey, withSession, withAccessToken],
  find: (c, region, user) => {
    const project = findRequestedProject(c, region, user);
    const organization = project && region.store.organizations.get(project.organizationId);
    if (!organization) throw notFound("Project not found.");
    return { organization, project };
  },
  refuseOutsider: () => {
    throw forbidden("You don't have access to the project.");
  },
  requireWriter: (region, caller, { organization }) => {
    if (caller.via === "session") requireRecentLogIn(region, caller.session);
    requireProjectAdmin(region, caller.user, organization);
  },
};

/** PostHog resolves this to the caller's last used organization or project, the sandbox to the first one. */
const CURRENT = "@current";

function findOrganization(c: Context, region: Region, user: User): Organization {
  const id = c.req.param("organization") ?? "";
  const organization =
    id === CURRENT ? listOrganizations(region, user.id)[0] : region.store.organizations.get(id);
  if (!organization) throw notFound("Organization not found.");
  return organization;
}

function findRequestedProject(c: Context, region: Region, user: User): Project | undefined {
  const id = c.req.param("project") ?? "";
  if (id === CURRENT) return listUserProjects(region, user.id)[0];
  return /^\d+$/.test(id) ? findProject(region, Number(id)) : undefined;
}
