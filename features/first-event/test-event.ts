import { PostHog } from "posthog-node";
import { recordActivity } from "@/lib/connection/activity";
import { findConnection, projectOf } from "@/lib/connection/connection";
import { brand } from "@/lib/platform/brand";
import type { ConnectionOwner } from "@/lib/tokens/owner";
import { refuse } from "./messages";

const TIMEOUT_MS = 5_000;

/**
 * Sends one event to the owner's project, the way their own server would, to show that it works.
 * @throws {AppError} `not_connected`, `project_not_ready`, or `event_not_sent` when PostHog did not accept it.
 */
export async function sendTestEvent(owner: ConnectionOwner): Promise<void> {
  const { region, project } = projectOf(await findConnection(owner));
  const { token, apiHost } = project;
  const client = new PostHog(token, { host: apiHost, requestTimeout: TIMEOUT_MS, fetchRetryCount: 0 });
  let isLost = false;
  client.on("error", () => {
    isLost = true;
  });
  await client.captureImmediate({ distinctId: owner.userId, event: `test event from ${brand.name}` });
  await client.shutdown(TIMEOUT_MS);
  if (isLost) throw refuse("event_not_sent");
  // Awaited, because the next page reads when the event was sent.
  await recordActivity(owner.userId, { action: "send_test_event", region });
}
