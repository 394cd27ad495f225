import { env } from "../platform/env";
import { type Limit, ORDINARY_ADDRESS, type Rate, requireUse, take } from "../platform/limits";
import { logSecurityEvent } from "../platform/security-log";
import type { Region } from "../posthog/regions";
import { connectionConfiguration } from "./configuration";
import { refuse } from "./messages";

// PostHog limits calls per client and hour, for all users together. Each limit here is one person's small share.

const perPerson = (name: string, user: Rate): Limit => ({ name, user, address: ORDINARY_ADDRESS });

export const openLimit = perPerson("open", { burst: 10, perHour: 60 });
export const replaceTokenLimit = perPerson("replace-token", { burst: 5, perHour: 5 });
export const finishSetupLimit = perPerson("finish-setup", { burst: 3, perHour: 6 });
export const disconnectLimit = perPerson("disconnect", { burst: 5, perHour: 10 });
export const callbackLimit = perPerson("callback", { burst: 20, perHour: 60 });
const connectLimit = perPerson("connect", { burst: 3, perHour: 3 });

/** Account requests per hour and region that PostHog's documentation grants an app that is not verified. */
const DOCUMENTED_CONNECTS = 10;

/**
 * Counts an account request, the scarcest call. Two thirds of what PostHog grants are open to everyone; the last third
 * is kept for people who have made no request within the hour.
 * @throws {AppError} `slow_down`, `connects_kept`.
 */
export async function requireConnect(userId: string, region: Region): Promise<void> {
  await requireUse(connectLimit, userId);
  // Not in the sandbox: tests and demonstrations lift its limit, and the app does not learn of that.
  const granted = connectionConfiguration().connectsPerHour ?? (env().sandbox ? null : DOCUMENTED_CONNECTS);
  if (granted === null) return;
  const shared = Math.floor((granted * 2) / 3);
  const [isNotFirst, wait] = await Promise.all([
    take([{ key: `connect-first:${userId}`, rate: { burst: 1, perHour: 1 } }]),
    take([{ key: `connect-shared:${region}`, rate: { burst: shared, perHour: shared } }]),
  ]);
  if (wait === null || isNotFirst === null) return;
  logSecurityEvent("limit_hit", userId, { limit: "connect-shared" });
  throw refuse("connects_kept", wait);
}
