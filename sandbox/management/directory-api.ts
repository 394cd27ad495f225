import type { Context, Hono } from "hono";
import { restTimestamp } from "../core/clock";
import { listOrganizations, listUserProjects } from "../core/directory";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { methodNotAllowed } from "../http/errors";
import { presentCreator } from "./creators";
import { authenticate } from "./credentials";
import { manage } from "./endpoint";
import { organizationFamily, projectFamily } from "./families";
import { requireUserScope } from "./permissions";
import { presentOrganization, presentProject } from "./presentation";
import { throttle } from "./throttle";

/** Reads the user, project or organization that a key or token belongs to. */
export function addDirectoryApi(app: Hono<SandboxEnv>, region: Region): void {
  for (const path of ["/api/users/@me", "/api/users/@me/"]) {
    app.get(path, (c) => retrieveUser(c, region)).all(methodNotAllowed);
  }
  manage(app, region, projectFamily, "/api/projects/:project", () => ({
    GET: { access: "read", handle: ({ c, project }) => c.json(presentProject(project)) },
  }));
  manage(app, region, organizationFamily, "/api/organizations/:organization", () => ({
    GET: {
      access: "read",
      handle: ({ c, organization, caller }) => c.json(presentOrganization(region, organization, caller.user)),
    },
  }));
}

async function retrieveUser(c: Context<SandboxEnv>, region: Region): Promise<Response> {
  const caller = await authenticate(c, region, organizationFamily.authenticators);
  requireUserScope(region, caller, "user:read");
  throttle(region, caller);
  const { user } = caller;
  const organizations = listOrganizations(region, user.id).map((organization) =>
    presentOrganization(region, organization, user),
  );
  const [project] = listUserProjects(region, user.id);
  return c.json({
    ...presentCreator(region, user.id),
    has_password: user.hasPassword,
    date_joined: restTimestamp(user.createdAt),
    team: project ? presentProject(project) : null,
    organization: organizations[0] ?? null,
    organizations,
  });
}
