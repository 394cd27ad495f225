import { db } from "../db";
import { PostHogError } from "../posthog/errors";
import type { Region } from "../posthog/regions";
import type { Team, TokenSet } from "../posthog/tokens";
import { posthog } from "../posthog-client";
import { recordActivity } from "./activity";
import { SLOT } from "./connection";
import { forgetPersonalApiKeys, keepPersonalApiKey } from "./personal-api-keys";
import { sealTokens, withAccessToken } from "./token-custody";

/** Saves what a code was exchanged for, at once: the code is spent, and these tokens exist nowhere else. */
export async function saveGrant(
  userId: string,
  grant: { region: Region; tokens: TokenSet; teams: readonly Team[]; scopes: readonly string[] },
): Promise<void> {
  const before = await db().connection.findUnique({
    where: { userId_slot: { userId, slot: SLOT } },
    select: { region: true, projectId: true },
  });
  const sameProject =
    before?.region === grant.region && grant.teams.some(({ id }) => id === before.projectId);
  const row = {
    region: grant.region,
    status: "ACTIVE" as const,
    scopes: [...grant.scopes],
    teams: grant.teams.map((team) => ({ ...team })),
    // Which project comes back after a reconnect is for `provision` to find out; this one is asked for first.
    projectId: sameProject ? before.projectId : null,
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
  recordActivity(userId, { kind: "CONNECTED", region: grant.region });
}

/**
 * Fetches the project behind the user's tokens: the one known from before, where the tokens reach it. Safe to
 * repeat, so an onboarding cut short here is finished by calling it again.
 * @throws {PostHogError} what PostHog answered.
 */
export async function provision(userId: string, projectName?: string): Promise<void> {
  const { known, project } = await withAccessToken(userId, async ({ projectId, ...held }) => ({
    known: projectId,
    project:
      (projectId ? await findProject({ ...held, projectId }) : null) ??
      (await posthog().provisionProject({ ...held, projectName })),
  }));
  // What a key may do was found out with the project of before.
  if (project.id !== known) await forgetPersonalApiKeys(userId);
  await db().connection.updateMany({
    where: { userId, slot: SLOT },
    data: {
      projectId: project.id,
      projectToken: project.projectToken,
      apiHost: project.host,
      ...(project.id === known ? {} : { proxyDomain: null }),
    },
  });
  if (project.personalApiKey) await keepPersonalApiKey(userId, project.personalApiKey, "PROVISIONED");
}

// On the consent page the user may have chosen another project, which counts; or the old one was deleted.
async function findProject(request: { region: Region; accessToken: string; projectId: string }) {
  try {
    return await posthog().getProject(request);
  } catch (error) {
    if (error instanceof PostHogError && ["forbidden", "not_found"].includes(error.code)) return null;
    throw error;
  }
}
