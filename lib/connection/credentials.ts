import { brand } from "../brand";
import { db } from "../db";
import { AppError } from "../failure";
import { isAnswerLost, PostHogError } from "../posthog/errors";
import { labelPrefix } from "../posthog/label-prefix";
import type { ProvisionedProject } from "../posthog/resources";
import { posthog } from "../posthog-client";
import { recordActivity } from "./activity";
import { findConnection, projectOf, SLOT } from "./connection";
import { keepPersonalApiKey } from "./personal-api-keys";
import { withAccessToken } from "./token-custody";

/**
 * Replaces the project's token; the old one is dead when this returns. Asked once only: each time PostHog
 * answers, it has made another token.
 * @throws {AppError} `not_connected`, `project_not_ready`, `rotation_answer_lost`.
 * @throws {PostHogError} what PostHog answered.
 */
export async function rotateProjectToken(userId: string): Promise<void> {
  const { region, project } = projectOf(await findConnection(userId));
  // Forgotten first: if this process dies on the way, finishing the set-up fetches the token that counts, and
  // no page shows a dead one.
  await saveProjectToken(userId, project.id, null);
  const present = await askForNewToken(userId, project.id).catch(async (error) => {
    const lost = error instanceof AppError && error.code === "rotation_answer_lost";
    const known = lost ? await readProjectToken(userId, project.id) : project.token;
    await saveProjectToken(userId, project.id, known);
    if (known && known !== project.token) recordActivity(userId, { kind: "CREDENTIALS_ROTATED", region });
    throw error;
  });
  await saveProjectToken(userId, project.id, present.projectToken);
  if (present.personalApiKey) await keepPersonalApiKey(userId, present.personalApiKey, "PROVISIONED");
  recordActivity(userId, { kind: "CREDENTIALS_ROTATED", region });
}

function askForNewToken(userId: string, projectId: string): Promise<ProvisionedProject> {
  return withAccessToken(userId, async (held) => {
    try {
      return await posthog().rotateCredentials({ ...held, projectId, labelPrefix: labelPrefix(brand.name) });
    } catch (error) {
      const refused = error instanceof PostHogError && error.code === "credential_rotation_failed";
      throw isAnswerLost(error) && !refused ? new AppError("rotation_answer_lost") : error;
    }
  });
}

async function readProjectToken(userId: string, projectId: string): Promise<string | null> {
  try {
    const project = await withAccessToken(userId, (held) => posthog().getProject({ ...held, projectId }));
    return project.projectToken;
  } catch (error) {
    if (error instanceof PostHogError || error instanceof AppError) return null;
    throw error;
  }
}

async function saveProjectToken(userId: string, projectId: string, projectToken: string | null) {
  await db().connection.updateMany({
    where: { userId, slot: SLOT, projectId },
    data: { projectToken },
  });
}
