import { randomUUID } from "node:crypto";
import { db } from "../db";
import { SLOT } from "./connection";

/** How long a refresh may take in all, repeats included. */
export const LONGEST_REFRESH_MS = 9_000;

// Longer than the longest refresh by the time to save it, and so short that a click that waits for a holder who
// died still has time to refresh and mint.
const LEASE_SECONDS = 12;

/**
 * Takes the right to refresh, across processes, in one statement. The database's clock decides, so machines
 * whose clocks differ agree. A holder that died is followed once its lease has run out.
 * @param seenToken The sealed access token the caller found wanting: if another is there, nothing is to do.
 * @returns the holder's id, or null when somebody else holds the lease, has already refreshed, or found the grant gone.
 */
export async function takeRefreshLease(userId: string, seenToken: string): Promise<string | null> {
  const holder = randomUUID();
  const taken = await db().$executeRaw`
    UPDATE "Connection"
    SET "refreshLeaseHolder" = ${holder}, "refreshLeaseUntil" = now() + make_interval(secs => ${LEASE_SECONDS})
    WHERE "userId" = ${userId} AND "slot" = ${SLOT} AND "accessTokenSealed" = ${seenToken}
      AND "status" = 'ACTIVE' AND ("refreshLeaseUntil" IS NULL OR "refreshLeaseUntil" < now())`;
  return taken === 1 ? holder : null;
}

/** Gives the lease back after a failure, so that the next caller need not wait for it to run out. */
export async function releaseRefreshLease(userId: string, holder: string): Promise<void> {
  await db().connection.updateMany({
    where: { userId, slot: SLOT, refreshLeaseHolder: holder },
    data: { refreshLeaseHolder: null, refreshLeaseUntil: null },
  });
}
