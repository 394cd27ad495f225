import { Hono } from "hono";
import { z } from "zod";
import { addVisits } from "../capture/visits";
import {
  createOrganization,
  createProject,
  createUser,
  deleteUser,
  findLevel,
  findUserByEmail,
  joinOrganization,
  listOrganizationProjects,
  listOrganizations,
} from "../core/directory";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { createSession, csrfCookie, sessionCookie, staleAuthentication } from "../sessions/sessions";
import { LEVELS, type Organization, type User } from "../store/people";
import { answerControlError, ControlError, notFound, readControl } from "./control";

const name = z.string().trim().min(1);

/** Page views on each of the last days, today last. */
const visits = z.array(z.int().min(0).max(50)).max(14);

const userBody = z.strictObject({
  email: z.string().min(1),
  name: z.string().optional(),
  email_verified: z.boolean().default(true),
  is_active: z.boolean().default(true),
  organizations: z
    .array(
      z.strictObject({
        name,
        level: z.enum(LEVELS).default("owner"),
        projects: z.array(z.strictObject({ name, visits: visits.optional() })).optional(),
      }),
    )
    .optional(),
});

const userChange = z.strictObject({
  email_verified: z.boolean().optional(),
  is_active: z.boolean().optional(),
  name: z.string().optional(),
});

const sessionBody = z.strictObject({ stale: z.boolean().default(false) });

/** Users and their sessions. */
export function peopleControl(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.onError(answerControlError);

  app.post("/users", async (c) => {
    const body = await readControl(c, userBody);
    if (findUserByEmail(region, body.email))
      throw new ControlError(400, "email: A user with this address already exists.");
    const user = createUser(region, {
      email: body.email,
      name: body.name ?? "",
      emailVerified: body.email_verified,
      isActive: body.is_active,
    });
    const wanted = body.organizations ?? [
      { name: `Organization of ${body.email}`, level: "owner" as const, projects: undefined },
    ];
    for (const { name, level, projects } of wanted) {
      const known = findOrganizationByName(region, name);
      const organization = known ?? createOrganization(region, name);
      joinOrganization(region, user.id, organization.id, level);
      addProjects(region, organization, projects ?? (known ? [] : [{ name: "Default project" }]));
    }
    return c.json(presentUser(region, user), 201);
  });

  app.get("/users", (c) => {
    const email = c.req.query("email");
    const users = [...region.store.users.values()].filter((u) => email === undefined || u.email === email);
    return c.json({ users: users.map((user) => presentUser(region, user)) });
  });

  app.patch("/users/:id", async (c) => {
    const user = requireUser(region, c.req.param("id"));
    const change = await readControl(c, userChange);
    user.emailVerified = change.email_verified ?? user.emailVerified;
    user.isActive = change.is_active ?? user.isActive;
    user.name = change.name ?? user.name;
    return c.json(presentUser(region, user));
  });

  app.delete("/users/:id", (c) => {
    deleteUser(region, requireUser(region, c.req.param("id")));
    return c.body(null, 204);
  });

  app.post("/users/:id/session", async (c) => {
    const user = requireUser(region, c.req.param("id"));
    const { stale } = await readControl(c, sessionBody);
    const session = createSession(region, user, stale ? staleAuthentication(region) : undefined);
    const cookie = `${sessionCookie(region)}=${session.id}; ${csrfCookie(region)}=${session.csrfToken}`;
    return c.json({ cookie, csrf_token: session.csrfToken });
  });

  return app;
}

interface NewProject {
  name: string;
  visits?: number[] | undefined;
}

/** Creates only the projects that the organization does not have yet. */
function addProjects(region: Region, organization: Organization, projects: NewProject[]): void {
  const known = new Set(listOrganizationProjects(region, organization.id).map((p) => p.name));
  for (const { name, visits } of projects.filter((project) => !known.has(project.name))) {
    const project = createProject(region, organization.id, name);
    if (visits) addVisits(region, project, visits);
  }
}

function findOrganizationByName(region: Region, name: string): Organization | undefined {
  return [...region.store.organizations.values()].find((o) => o.name === name);
}

export function requireUser(region: Region, id: string): User {
  const { users } = region.store;
  return users.get(id) ?? [...users.values()].find((u) => u.uuid === id) ?? notFound("user");
}

function presentUser(region: Region, user: User) {
  return {
    id: user.id,
    uuid: user.uuid,
    email: user.email,
    name: user.name,
    email_verified: user.emailVerified,
    is_active: user.isActive,
    organizations: listOrganizations(region, user.id).map((organization) => ({
      id: organization.id,
      name: organization.name,
      level: findLevel(region, user.id, organization.id),
      projects: listOrganizationProjects(region, organization.id).map(({ id, name }) => ({ id, name })),
    })),
  };
}
