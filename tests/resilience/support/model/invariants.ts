import { provision } from "../../../../lib/connection/provisioning";
import { carryOutRemovals } from "../../../../lib/connection/removal";
import { db } from "../../../../lib/platform/db";
import { AppError } from "../../../../lib/platform/failure";
import { tokenPlace, unseal } from "../../../../lib/tokens/vault";
import type { Grant } from "./posthog";
import { hooks, type World } from "./world";

/** What was found wrong after a run, and how many grants were lost with an answer or a process. */
export interface Findings {
  readonly violations: string[];
  readonly lost: number;
}

/** Ends all faults, lets everything finish, and reports what is wrong then. */
export async function examine(world: World): Promise<Findings> {
  for (const process of world.processes) process.heal();
  await world.settle();
  const ofTheirs = { userId: { in: [...world.userIds] } };
  // The leases of killed processes expire, and so do the attempts they had begun.
  await db().connection.updateMany({ where: ofTheirs, data: { refreshLeaseUntil: null } });
  await db().onboarding.deleteMany({ where: ofTheirs });
  await openAll(world);
  await removeAll(world);
  const connections = await db().connection.findMany({ where: ofTheirs });
  const lost = world.lost();
  const isLost = (grant: Grant) => lost.has(grant.refreshToken);
  const violations = [
    ...world.strangers.map((url) => `a link to someone else's project: ${url}`),
    ...world.defects.map((error) => `a defect: ${error}`),
  ];
  const known = new Set<Grant>();
  for (const { userId, partnerProjectId, region, status, reconnectReason, ...row } of connections) {
    const place = tokenPlace({ userId, partnerProjectId }, "refreshToken");
    const refreshToken = unseal(row.refreshTokenSealed, place) ?? "";
    const grant = world.posthog.find(refreshToken);
    const name = `${userId}/${partnerProjectId} in ${region}`;
    if (!grant || grant.userId !== userId || grant.region !== region) {
      violations.push(`${name} has tokens of no grant, or of another's`);
      continue;
    }
    known.add(grant);
    if (status === "ACTIVE" && !(grant.isAlive && grant.refreshToken === refreshToken)) {
      violations.push(`${name} is active with tokens that PostHog does not accept`);
    }
    if (status === "ACTIVE") continue;
    const expected = isLost(grant) ? "renewal_lost" : "invalid_grant";
    if (!isLost(grant) && !grant.isWithdrawn) violations.push(`${name} was lost: ${reconnectReason}`);
    // A grant whose answer was lost may have been withdrawn before or after that.
    else if (reconnectReason !== expected && !grant.isWithdrawn) {
      violations.push(`${name} says ${reconnectReason}, and it was ${expected}`);
    }
  }
  const live = world.userIds.flatMap(world.posthog.ownedBy).filter(({ isAlive }) => isAlive);
  for (const grant of live.filter((each) => !known.has(each) && !isLost(each))) {
    violations.push(`a live grant of ${grant.userId} in ${grant.region} is unknown here`);
  }
  return { violations, lost: live.filter(isLost).length };
}

/** Everyone finishes their set-up and opens PostHog twice: with the tokens they have, and with the next ones. */
async function openAll(world: World): Promise<void> {
  const process = world.newProcess();
  for (const owner of world.owners) {
    const attempt = async (work: () => Promise<void>) =>
      work().catch((error: unknown) => {
        const codes = ["not_connected", "reconnect_required"];
        if (!(error instanceof AppError) || !codes.includes(error.code)) world.defects.push(error);
      });
    await attempt(() => provision(owner, hooks));
    await attempt(() => world.open(process, owner));
  }
  for (const userId of world.userIds) world.posthog.expireAccess(userId);
  for (const owner of world.owners) {
    await world.open(process, owner).catch((error: unknown) => {
      if (!(error instanceof AppError)) world.defects.push(error);
    });
  }
}

async function removeAll(world: World): Promise<void> {
  for (const userId of world.userIds) {
    for (let round = 0; round < 5; round += 1) {
      const due = { nextAttemptAt: new Date(0) };
      const { count } = await db().pendingRemoval.updateMany({ where: { userId }, data: due });
      if (count === 0) break;
      await carryOutRemovals(userId);
    }
  }
}
