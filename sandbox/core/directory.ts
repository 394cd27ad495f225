import { randomUUID } from "node:crypto";
import type { Level, Organization, Project, User } from "../store/people";
import type { Region } from "./region";
import { createSecret } from "./secrets";

/** Users, organizations, projects and memberships. */

export function createUser(
  region: Region,
  fields: Pick<User, "email" | "name"> & Partial<Pick<User, "emailVerified" | "isActive">>,
): User {
  const { store, clock } = region;
  store.lastUserId += 1;
  const user: User = {
    id: store.lastUserId,
    uuid: randomUUID(),
    emailVerified: false,
    isActive: true,
    hasPassword: false,
    createdAt: clock.now(),
    ...fields,
  };
  store.users.set(String(user.id), user);
  return user;
}

export function createOrganization(region: Region, name: string): Organization {
  const organization: Organization = {
    id: randomUUID(),
    name,
    maxProxyRecords: 2,
    memberPersonalApiKeys: true,
    createdAt: region.clock.now(),
  };
  region.store.organizations.set(organization.id, organization);
  return organization;
}

export function createProject(region: Region, organizationId: string, name: string): Project {
  const { store, clock } = region;
  store.lastProjectId += 1;
  const project: Project = {
    id: store.lastProjectId,
    organizationId,
    name,
    apiToken: createSecret("phc_"),
    serviceId: "analytics",
    createdAt: clock.now(),
  };
  store.projects.set(String(project.id), project);
  return project;
}

export function joinOrganization(region: Region, userId: number, organizationId: string, level: Level): void {
  region.store.memberships.push({ userId, organizationId, level });
}

export function findUser(region: Region, id: number): User | undefined {
  return region.store.users.get(String(id));
}

/** PostHog compares e-mail addresses exactly, including upper and lower case. */
export function findUserByEmail(region: Region, email: string): User | undefined {
  for (const user of region.store.users.values()) if (user.email === email) return user;
  return undefined;
}

export function findProject(region: Region, id: number): Project | undefined {
  return region.store.projects.get(String(id));
}

/** Finds nothing for a rotated token: it stops working at once. */
export function findProjectByToken(region: Region, token: string): Project | undefined {
  for (const project of region.store.projects.values()) if (project.apiToken === token) return project;
  return undefined;
}

export function findLevel(region: Region, userId: number, organizationId: string): Level | undefined {
  return region.store.memberships.find((m) => m.userId === userId && m.organizationId === organizationId)
    ?.level;
}

export function listOrganizations(region: Region, userId: number): Organization[] {
  return region.store.memberships.flatMap((m) => {
    const organization = m.userId === userId ? region.store.organizations.get(m.organizationId) : undefined;
    return organization ? [organization] : [];
  });
}

export function listOrganizationProjects(region: Region, organizationId: string): Project[] {
  return [...region.store.projects.values()].filter((p) => p.organizationId === organizationId);
}

export function listUserProjects(region: Region, userId: number): Project[] {
  return listOrganizations(region, userId).flatMap((o) => listOrganizationProjects(region, o.id));
}

export function canAccessProject(region: Region, userId: number, project: Project): boolean {
  return findLevel(region, userId, project.organizationId) !== undefined;
}

export function deleteUser(region: Region, user: User): void {
  const { store } = region;
  store.users.delete(String(user.id));
  store.memberships = store.memberships.filter((m) => m.userId !== user.id);
  for (const [id, session] of store.sessions) if (session.userId === user.id) store.sessions.delete(id);
}
