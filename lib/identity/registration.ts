import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { db, query } from "../platform/db";
import { PostHogError } from "../posthog/errors";
import type { Region } from "../posthog/regions";
import { registerInRegion } from "./registration-report";

const LEASE_SECONDS = 40;
const WAIT_STEP_MS = 200;

/**
 * Registers this client in a region, once no matter how many people need it at the same time: one process calls
 * PostHog, and the others wait for it. PostHog allows few registrations per hour.
 * @throws {PostHogError} what PostHog answered, or `still_registering` when that process is not done in time.
 */
export async function registerOnce(region: Region): Promise<void> {
  const leaseUntil = await takeLease(region);
  if (leaseUntil) {
    try {
      const { status } = await registerInRegion(region);
      if (status === "REFUSED" || status === "UNNEEDED") throw new PostHogError("registration_failed");
    } finally {
      // Not a lease that another process took after this one had expired.
      await db().registration.updateMany({ where: { region, leaseUntil }, data: { leaseUntil: null } });
    }
    return;
  }
  const giveUpAt = Date.now() + LEASE_SECONDS * 1000;
  while (Date.now() < giveUpAt) {
    await sleep(WAIT_STEP_MS);
    const row = await db().registration.findUnique({ where: { region }, select: { leaseUntil: true } });
    if (!row?.leaseUntil) return;
  }
  throw new PostHogError("still_registering");
}

/** @returns when the lease ends; undefined when another process has it. */
async function takeLease(region: Region): Promise<Date | undefined> {
  const [row] = await query(
    z.object({ leaseUntil: z.date() }),
    `INSERT INTO "Registration" ("region", "leaseUntil")
     VALUES ($1::"Region", now() + make_interval(secs => $2))
     ON CONFLICT ("region") DO UPDATE SET "leaseUntil" = EXCLUDED."leaseUntil"
     WHERE "Registration"."leaseUntil" IS NULL OR "Registration"."leaseUntil" < now()
     RETURNING "leaseUntil"`,
    [region, LEASE_SECONDS],
  );
  return row?.leaseUntil;
}
