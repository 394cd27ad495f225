import { PostHog } from "posthog-node";
import { brand } from "../brand";
import { AppError } from "../failure";
import { recordActivity } from "./activity";
import { findConnection, projectOf } from "./connection";

const LONGEST_MS = 5_000;

/**
 * Sends one event to the user's project, the way their own server would, to show that it works.
 * @throws {AppError} `not_connected`, `project_not_ready`, or `event_not_sent` when PostHog did not take it.
 */
export async function sendTestEvent(userId: string): Promise<void> {
  const { region, project } = projectOf(await findConnection(userId));
  const { token, apiHost } = project;
  const client = new PostHog(token, { host: apiHost, requestTimeout: LONGEST_MS, fetchRetryCount: 0 });
  let isLost = false;
  client.on("error", () => {
    isLost = true;
  });
  await client.captureImmediate({ distinctId: userId, event: `test event from ${brand.name}` });
  await client.shutdown(LONGEST_MS);
  if (isLost) throw new AppError("event_not_sent");
  recordActivity(userId, { kind: "EVENT_SENT", region });
}
