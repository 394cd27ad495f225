import type { Context } from "hono";
import type { Region } from "../core/region";
import { countCall, waitFor } from "../core/window";
import type { SandboxEnv } from "../http/env";
import { addressOf } from "../provisioning/caller";

const OPENINGS = 10;
const SECONDS = 300;

/**
 * Counts an attempt to open a deep link. Returns 0, or the seconds to wait when the address has opened too many.
 * Call it before the link is looked up, so that a refused attempt does not consume the link.
 */
export function countOpening(c: Context<SandboxEnv>, region: Region): number {
  if (!region.settings.switches.limitsDeepLinkOpens) return 0;
  const window = { key: `deep link openings ${addressOf(c)}`, limit: OPENINGS, seconds: SECONDS };
  const wait = waitFor(region, window);
  if (wait === 0) countCall(region, window);
  return wait;
}
