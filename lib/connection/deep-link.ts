import { posthog } from "../identity/client";
import { mintDeepLink } from "../posthog/deep-links";
import type { ConnectionOwner } from "../tokens/owner";
import { recordActivity } from "./activity";
import { type Destination, destinationPath } from "./destinations";
import { refuse } from "./messages";
import { prepareAccess } from "./tokens";

/**
 * Mints a link for the current click. It opens once, and whoever opens it is logged in as this person: return it to the
 * browser as a redirect, and use it for nothing else.
 * @param withAccess From an earlier `prepareAccess(owner)`, to wait once for two reads of the database.
 * @throws {AppError} `not_connected`, `project_not_ready`, `reconnect_required`.
 * @throws {PostHogError} what PostHog answered.
 */
export async function mintLinkForClick(
  owner: ConnectionOwner,
  destination: Destination,
  withAccess = prepareAccess(owner),
): Promise<string> {
  return withAccess(async ({ projectId, ...access }) => {
    if (!projectId) throw refuse("project_not_ready");
    const path = destinationPath(destination, projectId);
    const { url } = await mintDeepLink(posthog(), { ...access, ...(path ? { path } : {}) });
    recordActivity(owner.userId, { action: "open", region: access.region });
    return url;
  });
}
