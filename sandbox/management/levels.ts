import { findLevel } from "../core/directory";
import type { Region } from "../core/region";
import { forbidden } from "../http/errors";
import { isRecentlyAuthenticated } from "../sessions/sessions";
import type { Session } from "../store/browser";
import type { Organization, User } from "../store/people";

/** Checks of a user's membership level and of the age of the log-in. */

export function isAdmin(region: Region, user: User, organization: Organization): boolean {
  const level = findLevel(region, user.id, organization.id);
  return level === "admin" || level === "owner";
}

export function requireOrganizationAdmin(region: Region, user: User, organization: Organization): void {
  if (!isAdmin(region, user, organization)) {
    throw forbidden("Your organization access level is insufficient.");
  }
}

/** The sandbox has no access control per project: organization admins are project admins. */
export function requireProjectAdmin(region: Region, user: User, organization: Organization): void {
  if (!isAdmin(region, user, organization)) {
    throw forbidden("You don't have sufficient permissions in the project.");
  }
}

export function requireRecentLogIn(region: Region, session: Session): void {
  if (isRecentlyAuthenticated(region, session)) return;
  const code = region.settings.switches.reauthenticationHasCode
    ? "sensitive_action_required_reauth"
    : "permission_denied";
  throw forbidden("This action requires you to be recently authenticated.", code);
}
