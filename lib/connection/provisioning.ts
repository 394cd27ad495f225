import { db } from "../db";
import type { Region } from "../posthog/regions";
import type { Team, TokenSet } from "../posthog/tokens";
import { posthog } from "../posthog-client";
import { SLOT } from "./connection";
import { sealTokens, withAccessToken } from "./token-custody";

/** Saves what a code was exchanged for, at once: the code is spent, and these tokens exist nowhere else. */
export async function saveGrant(
  userId: string,
  grant: { region: Region; tokens: TokenSet; teams: readonly Team[]; scopes: readonly string[] },
): Promise<void> {
  const row = {
    region: grant.region,
    status: "ACTIVE" as const,
    scopes: [...grant.scopes],
    teams: grant.teams.map(({ id, name, organizationName }) => ({ id, name, organizationName })),
    projectId: null,
    projectToken: null,
    apiHost: null,
    connectedAt: new Date(),
    ...(await sealTokens(userId, grant.tokens)),
  };
  await db().connection.upsert({
    where: { userId_slot: { userId, slot: SLOT } },
    create: { userId, slot: SLOT, ...row },
    update: row,
  });
}

/**
 * Fetches the project behind the user's tokens. Safe to repeat, so an onboarding cut short here is finished
 * by calling it again.
 * @throws {PostHogError} what PostHog answered.
 */
export async function provision(userId: string, projectName?: string): Promise<void> {
  const project = await withAccessToken(userId, (held) =>
    posthog().provisionProject({ ...held, ...(projectName ? { projectName } : {}) }),
  );
  await db().connection.updateMany({
    where: { userId, slot: SLOT },
    data: { projectId: project.id, projectToken: project.projectToken, apiHost: project.host },
  });
}
