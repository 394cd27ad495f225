import { posthog } from "../identity/client";
import { refreshTokens } from "../posthog/tokens";
import { type CustodyOptions, createTokenCustody, type OrphanedTokens } from "../tokens/custody";
import { type ConnectionOwner, ownerName } from "../tokens/owner";
import { retireTokens } from "../tokens/pending-removals";
import { sqlTokenStore } from "../tokens/sql-token-store";
import { sealTokens } from "../tokens/vault";
import { recordActivity } from "./activity";
import { exchangeAndSave } from "./keeping";

/** Custody for this app: records what happens to tokens, and revokes those that no connection takes. */
export const appCustody = (parts: Pick<CustodyOptions, "store" | "refresh">) =>
  createTokenCustody({
    ...parts,
    exchangeAndSave,
    onRefreshed: ({ userId }, region) => void recordActivity(userId, { action: "refresh", region }),
    onOrphaned: retireOrphan,
    onEnded: ({ userId }, code, requestId) =>
      void recordActivity(userId, { action: "refresh", code, requestId, event: "connection_ended" }),
  });

/** Custody of this app's tokens: in its database, refreshed at PostHog. */
export const { prepareAccess, withAccessToken, deleteConnection } = appCustody({
  store: sqlTokenStore,
  refresh: (grant) => refreshTokens(posthog(), grant),
});

/** Hands tokens of a connection that was deleted or replaced meanwhile to its removal, which waits for them. */
async function retireOrphan(owner: ConnectionOwner, orphan: OrphanedTokens): Promise<void> {
  const { region, projectId, generation } = orphan;
  const sealed = sealTokens(owner, orphan);
  const { userId } = owner;
  await retireTokens({ userId, region, projectId, sealedFor: ownerName(owner), ...sealed }, generation);
}
