import { AppError } from "../failure";
import { posthog } from "../posthog-client";
import { recordActivity } from "./activity";
import { type Destination, destinationPath } from "./destinations";
import { withAccessToken } from "./token-custody";

/**
 * Mints a link for the click that is happening now. It opens once and logs its opener in as this user: hand it
 * to the browser as a redirect and to nobody else.
 * @throws {AppError} `not_connected`, `project_not_ready`, `reconnect_required`.
 * @throws {PostHogError} what PostHog answered.
 */
export async function mintLinkForClick(userId: string, destination: Destination): Promise<string> {
  return withAccessToken(userId, async ({ projectId, ...held }) => {
    if (!projectId) throw new AppError("project_not_ready");
    const path = destinationPath(destination, projectId);
    const { url } = await posthog().mintDeepLink({ ...held, ...(path ? { path } : {}) });
    recordActivity(userId, { kind: "LINK_OPENED", region: held.region });
    return url;
  });
}
