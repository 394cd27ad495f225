import { configuration } from "./features";
import { keepRemoving } from "./lib/connection/removal";
import { checkIdentity } from "./lib/identity/client-metadata";
import { start } from "./lib/platform/start";

/** Composes what the rooms and features need at start. */
export async function startApp(): Promise<void> {
  await start(configuration, checkIdentity);
  keepRemoving();
}
