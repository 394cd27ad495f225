import type { Client } from "../store/clients";
import type { Settings } from "./settings";

/** What the public pages list, and nothing else could be asked for at the time. */
const PUBLISHED = [
  "customer_journey:read",
  "query:read",
  "conversation:read",
  "conversation:write",
  "experiment:read",
  "feature_flag:read",
  "insight:read",
  "organization:read",
  "person:read",
  "project:read",
  "ticket:read",
  "ticket:write",
  "user:read",
  "hog_flow:read",
  "hog_flow:write",
];

const PUBLIC_OBJECTS =
  "action activity_log annotation batch_export cohort conversation customer_journey dashboard " +
  "dashboard_template dataset early_access_feature element error_tracking event_definition experiment " +
  "export feature_flag group hog_flow hog_function insight integration logs notebook organization " +
  "organization_member person plugin project property_definition query session_recording " +
  "session_recording_playlist sharing_configuration subscription survey task ticket user warehouse_table " +
  "warehouse_view web_analytics webhook";

const published = new Set(PUBLISHED);
const everyPublic = new Set(
  PUBLIC_OBJECTS.split(" ").flatMap((object) => [`${object}:read`, `${object}:write`]),
);

/** Part of OpenID Connect, not of any ceiling. */
const ALWAYS_ALLOWED = new Set(["openid", "profile", "email", "introspection"]);

/** What a self-registered client can hold at most. `*` is never part of it. */
export function grantableScopes(settings: Settings): ReadonlySet<string> {
  return settings.switches.everyPublicScope ? everyPublic : published;
}

/** Does PostHog know such a scope, for clients of any age? */
export const isPublicScope = (scope: string) => everyPublic.has(scope);

/** The client's own ceiling; a client that declares none may hold everything that can be granted. */
function ceilingOf(client: Client, settings: Settings): ReadonlySet<string> {
  return client.scopes.length > 0 ? new Set(client.scopes) : grantableScopes(settings);
}

/** Asking for nothing means asking for everything the client may hold. */
export function defaultScopes(client: Client, settings: Settings): string[] {
  return [...ceilingOf(client, settings)].sort();
}

/** May these be granted? A ceiling with `x:write` also covers `x:read`, here and only here. */
export function isWithinCeiling(scopes: string[], client: Client, settings: Settings): boolean {
  const ceiling = ceilingOf(client, settings);
  return scopes.every(
    (scope) =>
      ALWAYS_ALLOWED.has(scope) || ceiling.has(scope) || ceiling.has(scope.replace(/:read$/, ":write")),
  );
}

/**
 * What is left of a token's scopes when it is refreshed. This compares literally: a read scope that was granted
 * under the write scope's wing is lost here.
 */
export function narrowScopes(scopes: string[], client: Client, settings: Settings): string[] {
  const ceiling = ceilingOf(client, settings);
  return scopes.filter((scope) => ALWAYS_ALLOWED.has(scope) || ceiling.has(scope));
}
