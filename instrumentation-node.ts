import { configuration, scopeReasons } from "./features";
import { signsInByEmailAlone } from "./lib/auth/provider/configuration";
import { oldSessions } from "./lib/auth/sessions";
import { oldActivity } from "./lib/connection/activity";
import { expiredOnboardings } from "./lib/connection/onboarding";
import { keepRemoving } from "./lib/connection/removal";
import { unusedScopes } from "./lib/connection/scopes";
import { checkIdentity } from "./lib/identity/client-metadata";
import { fullBuckets } from "./lib/platform/limits";
import { log } from "./lib/platform/log";
import { keepPruning } from "./lib/platform/pruning";
import { start } from "./lib/platform/start";
import { serveThisMachineOnly } from "./lib/platform/this-machine";
import { oldSavedGrants } from "./lib/tokens/sql-token-store";

/** Composes what the rooms and features need at start. */
export async function startApp(): Promise<void> {
  await start(configuration, checkIdentity);
  if (signsInByEmailAlone()) serveThisMachineOnly();
  for (const scope of unusedScopes(scopeReasons))
    log().warn({ scope }, "the metadata document names a scope that has no reason and is never asked for");
  keepRemoving();
  keepPruning([oldActivity, oldSessions, expiredOnboardings, oldSavedGrants, fullBuckets]);
}
