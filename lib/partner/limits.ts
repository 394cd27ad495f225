import { findConnection } from "../connection/connection";
import { withAccessToken } from "../connection/token-custody";
import { withDeadline } from "../deadline";
import { attempt, type Failure } from "../failure";
import type { ClientLimits } from "../posthog/limits";
import type { Region } from "../posthog/regions";
import { posthog } from "../posthog-client";
import { isConfidential } from "./client-authentication";

const DEADLINE_MS = 4_000;

export type LimitsAnswer =
  | { readonly type: "told"; readonly limits: ClientLimits }
  /** The server has no such endpoint. */
  | { readonly type: "untold" }
  /** A public client asks with a user's token, and only the operator's own will do. */
  | { readonly type: "unasked" }
  | { readonly type: "failed"; readonly failure: Failure };

/**
 * Asks a region for this client's limits: as the client itself where it can sign, else with the connection of the
 * operator who wants to know.
 */
export async function askForLimits(operatorId: string, region: Region): Promise<LimitsAnswer> {
  const signs = isConfidential();
  const connection = signs ? null : await findConnection(operatorId);
  const isReachable = connection?.region === region && !connection.reconnectReason;
  if (!signs && !isReachable) return { type: "unasked" };
  const answer = await attempt("read the limits", () =>
    withDeadline(DEADLINE_MS, () =>
      signs
        ? posthog().readLimits({ region })
        : withAccessToken(operatorId, (held) => posthog().readLimits(held)),
    ),
  );
  if (answer.ok) return { type: "told", limits: answer.value };
  return answer.code === "not_found" ? { type: "untold" } : { type: "failed", failure: answer };
}
