import { findLevel } from "../core/directory";
import type { Region } from "../core/region";
import { forbidden } from "../http/errors";
import type { Organization, Project } from "../store/people";
import type { Caller, Grant } from "./credentials";

/** The organization or project in a request's path. */
export interface Place {
  organization: Organization;
  project: Project | null;
}

/**
 * Finds the organization or project and checks that the credential may access it. The checks run in PostHog's order,
 * which decides which error is returned. `required` is `null` if only a browser session is accepted. Sessions have no
 * scopes.
 */
export function findPermitted<P extends Place>(
  region: Region,
  caller: Caller,
  required: string | null,
  find: () => P,
): P {
  if (caller.via === "session" || mayDoEverything(region, caller)) return find();
  const { grant, via } = caller;
  requireAnyScope(caller);
  if (required === null) throw forbidden("This action does not support personal API key access");
  // For an unrestricted access token, PostHog checks the scopes before it looks up the organization or project.
  if (via === "access token" && !isRestricted(grant)) requireScope(grant, required);
  const place = find();
  if (via === "personal API key") requirePersonalKeysAllowed(region, caller, place.organization);
  requireWithin(grant, place);
  requireScope(grant, required);
  return place;
}

/** For routes about the caller, on which PostHog ignores the credential's project and organization limits. */
export function requireUserScope(region: Region, caller: Caller, required: string): void {
  if (caller.via === "session" || mayDoEverything(region, caller)) return;
  requireAnyScope(caller);
  requireScope(caller.grant, required);
}

function requireAnyScope({ via, grant }: Exclude<Caller, { via: "session" }>): void {
  if (via !== "access token" || grant.scopes.length > 0) return;
  throw forbidden("OAuth token has no scopes and cannot access this resource");
}

/** In the documented profile, a personal API key without scopes has full access, like a key that predates scopes. */
function mayDoEverything(region: Region, caller: Exclude<Caller, { via: "session" }>): boolean {
  return (
    caller.via === "personal API key" &&
    caller.grant.scopes.length === 0 &&
    region.settings.switches.emptyScopesAllowEverything
  );
}

const isRestricted = ({ projectIds, organizationIds }: Grant) =>
  projectIds.length > 0 || organizationIds.length > 0;

function requirePersonalKeysAllowed(region: Region, { user }: Caller, organization: Organization): void {
  const level = findLevel(region, user.id, organization.id);
  if (organization.memberPersonalApiKeys || level === "admin" || level === "owner") return;
  throw forbidden(
    `Organization '${organization.name}' does not allow using personal API keys. Contact an admin to enable personal API keys for this organization.`,
  );
}

function requireWithin({ projectIds, organizationIds }: Grant, { organization, project }: Place): void {
  if (projectIds.length > 0) {
    if (!project) {
      throw forbidden("API keys with scoped projects are only supported on project-based endpoints.");
    }
    if (!projectIds.includes(project.id)) {
      throw forbidden(`API key does not have access to the requested project: ID ${project.id}.`);
    }
  }
  if (organizationIds.length > 0 && !organizationIds.includes(organization.id)) {
    throw forbidden(`API key does not have access to the requested organization: ID ${organization.id}.`);
  }
}

/** A write scope includes the read scope. */
export function requireScope({ scopes }: Grant, required: string): void {
  const sufficient = ["*", required, required.replace(/:read$/, ":write")];
  if (!sufficient.some((scope) => scopes.includes(scope))) {
    throw forbidden(`API key missing required scope '${required}'`);
  }
}
