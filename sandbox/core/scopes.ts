import type { Client } from "../store/clients";
import type { Settings } from "./settings";

/** The scopes in PostHog's public docs. In the documented profile, existing users can be asked for no others. */
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
  "account action activity_log annotation batch_export cohort conversation customer_journey dashboard " +
  "dashboard_template dataset early_access_feature element error_tracking event_definition experiment " +
  "export feature_flag group health_issue hog_flow hog_function insight integration logs loop notebook " +
  "organization organization_member person plugin project property_definition query session_recording " +
  "session_recording_playlist sharing_configuration signal_scout subscription survey task ticket user " +
  "warehouse_table warehouse_view web_analytics webhook";

const published = new Set(PUBLISHED);
const everyPublic = new Set(
  PUBLIC_OBJECTS.split(" ").flatMap((object) => [`${object}:read`, `${object}:write`]),
);

/** OpenID Connect scopes and token introspection: a client's ceiling does not limit them. */
const ALWAYS_ALLOWED = new Set(["openid", "profile", "email", "introspection"]);

/** Every scope that a self-registered client can be granted. `*` is never one of them. */
export function grantableScopes(settings: Settings): ReadonlySet<string> {
  return settings.switches.everyPublicScope ? everyPublic : published;
}

/** Whether PostHog has this scope at all, whichever profile is active. */
export const isPublicScope = (scope: string) => everyPublic.has(scope);

/** The scopes that the authorization server metadata lists. */
export const supportedScopes = (): string[] => [...ALWAYS_ALLOWED, ...everyPublic];

/** The client's explicit ceiling. Empty: it has none, because optional scopes count only beside `scopes`. */
export function declaredScopes({ scopes, optionalScopes }: Client): string[] {
  return scopes.length > 0 ? [...new Set([...scopes, ...optionalScopes])] : [];
}

/** The scopes a client declared. A client that declared none may request every grantable scope. */
function ceilingOf(client: Client, settings: Settings): ReadonlySet<string> {
  const declared = declaredScopes(client);
  return declared.length > 0 ? new Set(declared) : grantableScopes(settings);
}

/** The scopes of a request that names none: the client's whole ceiling. */
export function defaultScopes(client: Client, settings: Settings): string[] {
  return [...ceilingOf(client, settings)].sort();
}

/** Whether all scopes may be granted. Only here does `x:write` in the ceiling also cover `x:read`. */
function isWithinCeiling(scopes: string[], client: Client, settings: Settings): boolean {
  const ceiling = ceilingOf(client, settings);
  return scopes.every(
    (scope) =>
      ALWAYS_ALLOWED.has(scope) || ceiling.has(scope) || ceiling.has(scope.replace(/:read$/, ":write")),
  );
}

/** Why these scopes cannot be requested for a user who already has an account; `null` when they can. */
export function explainExistingUserScopes(
  scopes: string[],
  client: Client,
  settings: Settings,
): string | null {
  if (settings.switches.existingUserScopes === "ceiling") {
    const isAllowed = isWithinCeiling(scopes, client, settings);
    return isAllowed ? null : "One or more requested scopes exceed the application's allowed scopes";
  }
  const isRecognized = scopes.every((scope) => published.has(scope));
  return isRecognized ? null : "One or more requested scopes are not recognized";
}

/** Whether a code with these scopes can be exchanged for tokens. */
export function mayIssue(scopes: string[], client: Client, settings: Settings): boolean {
  return !settings.switches.tokenEndpointChecksScopes || isWithinCeiling(scopes, client, settings);
}

/**
 * The scopes a token keeps when it is refreshed. The comparison is literal, as in PostHog: an `x:read` that was
 * granted because the ceiling has `x:write` is dropped.
 */
export function narrowScopes(scopes: string[], client: Client, settings: Settings): string[] {
  if (!settings.switches.tokenEndpointChecksScopes) return scopes;
  const ceiling = ceilingOf(client, settings);
  return scopes.filter((scope) => ALWAYS_ALLOWED.has(scope) || ceiling.has(scope));
}
