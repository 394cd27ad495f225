import { attempt } from "@/lib/connection/attempt";
import { findConnection } from "@/lib/connection/connection";
import { withAccessToken } from "@/lib/connection/tokens";
import { posthog } from "@/lib/identity/client";
import { isConfidential } from "@/lib/identity/client-authentication";
import { withDeadline } from "@/lib/platform/deadline";
import type { Failure } from "@/lib/platform/failure";
import { type ClientLimits, readLimits } from "@/lib/posthog/limits";
import type { Region } from "@/lib/posthog/regions";
import type { ConnectionOwner } from "@/lib/tokens/owner";

const DEADLINE_MS = 4_000;

export type LimitsAnswer =
  | { readonly type: "known"; readonly limits: ClientLimits }
  /** The server has no such endpoint. */
  | { readonly type: "unsupported" }
  /** A public client asks with a user's access token, and only the operator's own may be used for that. */
  | { readonly type: "needs_connection" }
  | { readonly type: "failed"; readonly failure: Failure };

/**
 * Reads this client's limits in a region: as the client itself if it signs, otherwise with the connection of the
 * operator who views them.
 */
export async function findLimits(operator: ConnectionOwner, region: Region): Promise<LimitsAnswer> {
  const signs = isConfidential();
  const connection = signs ? null : await findConnection(operator);
  const isUsable = connection?.region === region && !connection.reconnectReason;
  if (!signs && !isUsable) return { type: "needs_connection" };
  const answer = await attempt("read_limits", () =>
    withDeadline(DEADLINE_MS, () =>
      signs
        ? readLimits(posthog(), { region })
        : withAccessToken(operator, (access) => readLimits(posthog(), access)),
    ),
  );
  if (answer.ok) return { type: "known", limits: answer.value };
  return answer.code === "not_found" ? { type: "unsupported" } : { type: "failed", failure: answer };
}
