import { posthog } from "../identity/client";
import { documentScopes } from "../identity/client-metadata";
import { db } from "../platform/db";
import { withDeadline } from "../platform/deadline";
import { introspectToken } from "../posthog/introspection";
import type { ConnectionOwner } from "../tokens/owner";
import { attempt } from "./attempt";
import { withAccessToken } from "./tokens";

const DEADLINE_MS = 3_000;

/** The reason for each scope requested on a user's behalf: PostHog's consent page shows only the scope. */
export type ScopeReasons = Readonly<Record<string, string>>;

/** The scopes that the core requests. */
export const coreScopes: ScopeReasons = {
  "project:read": "To show the name of your project.",
};

/**
 * The scopes to request: every scope that has a reason and is declared in the metadata document. Never empty: PostHog
 * takes that as a request for every scope.
 */
export function requestedScopes(reasons: ScopeReasons): readonly string[] {
  const scopes = Object.keys(reasons).filter((scope) => documentScopes.includes(scope));
  return scopes.length > 0 ? scopes : documentScopes;
}

/** The scopes of the metadata document that have no reason: they are never requested. */
export const unusedScopes = (reasons: ScopeReasons): string[] =>
  documentScopes.filter((scope) => !Object.hasOwn(reasons, scope));

/** Replaces the requested scopes with the granted ones, if PostHog says which they are. */
export async function learnGrantedScopes(owner: ConnectionOwner): Promise<void> {
  const work = () =>
    withAccessToken(owner, async (access) => {
      const granted = await introspectToken(posthog(), access);
      if (!granted?.isActive || granted.scopes.length === 0) return;
      const grant = { ...owner, connectedAt: access.connectedAt };
      await db().connection.updateMany({ where: grant, data: { scopes: granted.scopes } });
    });
  await attempt("learn_scopes", () => withDeadline(DEADLINE_MS, work));
}
