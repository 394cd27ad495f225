import { posthog } from "../identity/client";
import { refreshTokens } from "../posthog/tokens";
import { createTokenCustody } from "../tokens/custody";
import { sqlTokenStore } from "../tokens/sql-token-store";
import { recordActivity } from "./activity";
import { exchangeAndSave } from "./keeping";

/** Custody of this app's tokens: in its database, refreshed at PostHog, with a record of both outcomes. */
export const { withAccessToken, deleteConnection } = createTokenCustody({
  store: sqlTokenStore,
  refresh: (grant) => refreshTokens(posthog(), grant),
  exchangeAndSave,
  onRefreshed: ({ userId }, region) => void recordActivity(userId, { action: "refresh", region }),
  onEnded: ({ userId }, code, requestId) =>
    void recordActivity(userId, { action: "refresh", code, requestId, event: "connection_ended" }),
});
