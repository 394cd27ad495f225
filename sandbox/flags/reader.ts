import type { Context } from "hono";
import { findLevel, findProject, findProjectByToken, listUserProjects } from "../core/directory";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { forbidden, notFound } from "../http/errors";
import { authenticate, readBearer, withAccessToken, withPersonalApiKey } from "../management/credentials";
import { findPermitted, requireScope } from "../management/permissions";
import { findSecretKey } from "../management/secret-keys";
import { unauthenticated } from "../management/unauthenticated";
import type { ProjectSecretKey } from "../store/keys";
import type { Project, User } from "../store/people";

const SCOPE = "feature_flag:read";
const LAST_USED_STEP_MS = 3_600_000;

/**
 * The requested project, if the caller may read its flag definitions. Definitions contain names and rollout
 * conditions, so the public project token is not sufficient.
 */
export async function findReadableProject(c: Context<SandboxEnv>, region: Region): Promise<Project> {
  const presented = readBearer(c);
  if (presented?.startsWith("phs_")) return findProjectOfSecretKey(c, region, presented);
  const caller = await authenticate(c, region, [withPersonalApiKey, withAccessToken]);
  const { project, organization } = findPermitted(region, caller, SCOPE, () => {
    const project = findNamedProject(c, region) ?? findCurrentProject(region, caller.user);
    const organization = region.store.organizations.get(project.organizationId);
    if (!organization) throw notFound("Project not found.");
    return { project, organization };
  });
  if (!findLevel(region, caller.user.id, organization.id)) {
    throw forbidden("You don't have access to the project.");
  }
  return project;
}

function findProjectOfSecretKey(c: Context, region: Region, value: string): Project {
  const key = findSecretKey(region, value);
  const own = key && findProject(region, key.projectId);
  if (!own) throw unauthenticated(region, "Invalid project secret API key.");
  const project = findNamedProject(c, region) ?? own;
  if (project.id !== own.id) {
    throw forbidden(`API key does not have access to the requested project: ID ${project.id}.`);
  }
  requireScope({ scopes: key.scopes, projectIds: [], organizationIds: [] }, SCOPE);
  updateLastUsed(region, key);
  return project;
}

/** The project named by its token in the query or by its id in the path. */
function findNamedProject(c: Context, region: Region): Project | undefined {
  const token = c.req.query("token");
  if (token !== undefined) {
    const project = findProjectByToken(region, token);
    if (!project) throw unauthenticated(region, "Incorrect authentication credentials.");
    return project;
  }
  const id = c.req.param("project");
  if (id === undefined || id === "@current") return undefined;
  const project = /^\d+$/.test(id) ? findProject(region, Number(id)) : undefined;
  if (!project) throw notFound("Project not found.");
  return project;
}

function findCurrentProject(region: Region, user: User): Project {
  const [project] = listUserProjects(region, user.id);
  if (!project) throw notFound("Project not found.");
  return project;
}

function updateLastUsed(region: Region, key: ProjectSecretKey): void {
  const now = region.clock.now();
  if (key.lastUsedAt === null || now - key.lastUsedAt >= LAST_USED_STEP_MS) key.lastUsedAt = now;
}
