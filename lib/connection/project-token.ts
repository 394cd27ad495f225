import { posthog } from "../identity/client";
import { brand } from "../platform/brand";
import { db } from "../platform/db";
import { AppError, isRefusal } from "../platform/failure";
import { isAnswerLost, PostHogError } from "../posthog/errors";
import { getProject, type ProvisionedProject, rotateCredentials } from "../posthog/resources";
import type { ConnectionGrant, ConnectionOwner } from "../tokens/owner";
import { recordActivity } from "./activity";
import { findConnection, projectOf } from "./connection";
import { keepUntilSaved } from "./keeping";
import { refuse } from "./messages";
import type { ProjectHooks } from "./provisioning";
import { withAccessToken } from "./tokens";

/**
 * Replaces the project's token; the old one no longer works when this returns. Not retried, because PostHog makes
 * another token on each call that it answers.
 * @throws {AppError} `not_connected`, `rotation_answer_lost`; `project_not_ready`, also while another request replaces
 *   the token.
 * @throws {PostHogError} what PostHog answered.
 */
export async function rotateProjectToken(owner: ConnectionOwner, hooks: ProjectHooks): Promise<void> {
  const { region, connectedAt, project } = projectOf(await findConnection(owner));
  const { userId } = owner;
  const grant = { ...owner, connectedAt };
  // Deleted first: if this process dies halfway, no page shows a token that no longer works, and finishing the set-up
  // fetches the current one.
  const taken = await db().connection.updateMany({
    where: { ...grant, projectId: project.id, projectToken: project.token },
    data: { projectToken: null },
  });
  if (taken.count === 0) throw refuse("project_not_ready");
  const rotated = await requestRotation(grant, project.id).catch(async (error) => {
    const isLost = isRefusal(error, "rotation_answer_lost");
    const current = isLost ? await readProjectToken(grant, project.id) : project.token;
    await keepUntilSaved(() => saveProjectToken(grant, project.id, current));
    if (current && current !== project.token) {
      recordActivity(userId, { action: "replace_project_token", region, event: "key_rotated" });
    }
    throw error;
  });
  await keepUntilSaved(async () => {
    await saveProjectToken(grant, project.id, rotated.projectToken);
    await hooks.onProject(grant, rotated, true);
  });
  recordActivity(userId, { action: "replace_project_token", region, event: "key_rotated" });
}

function requestRotation(grant: ConnectionGrant, projectId: string): Promise<ProvisionedProject> {
  return withAccessToken(grant, async (access) => {
    try {
      return await rotateCredentials(posthog(), { ...access, projectId, labelPrefix: brand.labelPrefix });
    } catch (error) {
      const refused = error instanceof PostHogError && error.code === "credential_rotation_failed";
      throw isAnswerLost(error) && !refused ? refuse("rotation_answer_lost") : error;
    }
  });
}

async function readProjectToken(grant: ConnectionGrant, projectId: string): Promise<string | null> {
  try {
    const project = await withAccessToken(grant, (access) => getProject(posthog(), { ...access, projectId }));
    return project.projectToken;
  } catch (error) {
    if (error instanceof PostHogError || error instanceof AppError) return null;
    throw error;
  }
}

async function saveProjectToken(grant: ConnectionGrant, projectId: string, projectToken: string | null) {
  await db().connection.updateMany({ where: { ...grant, projectId }, data: { projectToken } });
}
