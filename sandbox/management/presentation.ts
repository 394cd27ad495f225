import { restTimestamp } from "../core/clock";
import { findLevel, listOrganizationProjects } from "../core/directory";
import type { Region } from "../core/region";
import type { Organization, Project, User } from "../store/people";

/** PostHog's numbers for the levels of a membership. */
const LEVEL_NUMBERS = { member: 1, admin: 8, owner: 15 } as const;

export function presentProject(project: Project) {
  return {
    id: project.id,
    organization: project.organizationId,
    name: project.name,
    api_token: project.apiToken,
    created_at: restTimestamp(project.createdAt),
    timezone: "UTC",
    is_demo: false,
  };
}

export function presentOrganization(region: Region, organization: Organization, user: User) {
  const level = findLevel(region, user.id, organization.id);
  return {
    id: organization.id,
    name: organization.name,
    slug: organization.name.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
    created_at: restTimestamp(organization.createdAt),
    membership_level: level === undefined ? null : LEVEL_NUMBERS[level],
    projects: listOrganizationProjects(region, organization.id).map(presentProject),
  };
}
