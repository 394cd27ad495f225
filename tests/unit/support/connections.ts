import { randomUUID } from "node:crypto";
import { db } from "../../../lib/platform/db";
import type { Prisma } from "../../../lib/platform/generated/prisma/client";
import type { ConnectionGrant, ConnectionOwner } from "../../../lib/tokens/owner";
import { sealTokens } from "../../../lib/tokens/vault";

const HOUR_MS = 3_600_000;

/** A new person with one of the partner's projects. */
export const newOwner = (partnerProjectId = "default"): ConnectionOwner => ({
  userId: randomUUID(),
  partnerProjectId,
});

/** Adds the person's row unless it exists. */
export async function addUser({ userId }: ConnectionOwner): Promise<void> {
  await db().user.createMany({
    data: [{ id: userId, email: `${userId}@example.org` }],
    skipDuplicates: true,
  });
}

/** Connects an owner to project 7 without asking PostHog, with tokens that are valid for an hour. */
export async function addConnection(
  owner: ConnectionOwner,
  columns: Partial<Prisma.ConnectionUncheckedCreateInput> = {},
): Promise<ConnectionGrant> {
  await addUser(owner);
  const { expiresAt, ...sealed } = sealTokens(owner, {
    accessToken: "pha_token",
    refreshToken: "phr_token",
    expiresAt: new Date(Date.now() + HOUR_MS),
  });
  return db().connection.create({
    select: { userId: true, partnerProjectId: true, connectedAt: true },
    data: {
      ...owner,
      region: "US",
      teams: [{ id: "7", name: "Web", organizationId: "org", organizationName: "Org" }],
      projectId: "7",
      projectToken: "phc_public",
      apiHost: "https://us.example",
      accessTokenExpiresAt: expiresAt,
      ...sealed,
      ...columns,
    },
  });
}
