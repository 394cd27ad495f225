import { posthog } from "../identity/client";
import { documentScopes } from "../identity/client-metadata";
import { db } from "../platform/db";
import { withDeadline } from "../platform/deadline";
import { introspectToken } from "../posthog/introspection";
import type { ConnectionOwner } from "../tokens/owner";
import { attempt } from "./attempt";
import { withAccessToken } from "./tokens";

const DEADLINE_MS = 3_000;

/** A scope that is asked for on a user's behalf, with the reason: PostHog's consent page shows the scope alone. */
export type ScopeReasons = Readonly<Record<string, string>>;

/** What the core asks for. */
export const coreScopes: ScopeReasons = {
  "project:read": "To show the name of your project.",
};

/**
 * What is asked for: every scope that has a reason, within what the metadata document declares. Never none: PostHog
 * takes that for everything it has.
 */
export function requestedScopes(reasons: ScopeReasons): readonly string[] {
  const scopes = Object.keys(reasons).filter((scope) => documentScopes.includes(scope));
  return scopes.length > 0 ? scopes : documentScopes;
}

/** The scopes of the metadata document for which there is no reason: they are never asked for. */
export const unusedScopes = (reasons: ScopeReasons): string[] =>
  documentScopes.filter((scope) => !Object.hasOwn(reasons, scope));

/** Replaces the scopes that were asked for by those that were granted, where PostHog says. */
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
