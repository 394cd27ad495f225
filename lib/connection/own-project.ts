import { posthog } from "../identity/client";
import { db } from "../platform/db";
import { withDeadline } from "../platform/deadline";
import { readProjectName } from "../posthog/project-name";
import { removeResource } from "../posthog/resources";
import type { Team } from "../posthog/tokens";
import type { ConnectionOwner } from "../tokens/owner";
import { attempt } from "./attempt";
import { withAccessToken } from "./tokens";

const DEADLINE_MS = 5_000;

/**
 * Completes a connection whose project was created after its tokens: PostHog listed the person's projects when it
 * exchanged the code, so the new one is not among them. A failure here does not fail the onboarding.
 * @param teams The projects that came with the tokens.
 * @param options.isAccountNew The new account came with a project that no one asked for. It is removed from the grant,
 *   because a link without a path opens the first project that the access token reaches.
 */
export async function settleOwnProject(
  owner: ConnectionOwner,
  teams: readonly Team[],
  { isAccountNew = false }: { isAccountNew?: boolean },
): Promise<void> {
  const work = () =>
    withAccessToken(owner, async ({ region, accessToken, connectedAt, projectId }) => {
      if (!projectId || teams.some(({ id }) => id === projectId)) return;
      const { name, organizationId } = await readProjectName(posthog(), {
        region,
        credential: accessToken,
        projectId,
      });
      const organizationName = teams.find((team) => team.organizationId === organizationId)?.organizationName;
      const own: Team = { id: projectId, name, organizationId, organizationName: organizationName ?? "" };
      await db().connection.updateMany({
        where: { ...owner, connectedAt, projectId },
        data: { teams: [...teams, own] },
      });
      if (!isAccountNew) return;
      for (const { id } of teams) await removeResource(posthog(), { region, accessToken, projectId: id });
    });
  await attempt("settle_project", () => withDeadline(DEADLINE_MS, work));
}
