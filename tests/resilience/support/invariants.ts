import type { SqlSession } from "../../../lib/platform/migrations";

// Each query finds rows that must not exist while nothing is under way.
const VIOLATIONS = {
  "an active connection without sealed tokens": `SELECT "id" FROM "Connection" WHERE "status" = 'ACTIVE'
    AND ("accessTokenSealed" NOT LIKE 'v1.%' OR "accessTokenSealed" IS NULL
      OR "refreshTokenSealed" NOT LIKE 'v1.%' OR "refreshTokenSealed" IS NULL
      OR "accessTokenExpiresAt" IS NULL)`,
  "half a project": `SELECT "id" FROM "Connection" WHERE ("projectId" IS NULL) <> ("apiHost" IS NULL)
    OR ("projectId" IS NULL AND "projectToken" IS NOT NULL)`,
  "a lease that no one holds": `SELECT "id" FROM "Connection"
    WHERE "refreshLeaseUntil" IS NOT NULL`,
  "a registration that no one makes": `SELECT "region" FROM "Registration" WHERE "leaseUntil" IS NOT NULL`,
  "a flow that has ended and can be finished": `SELECT "id" FROM "Onboarding"
    WHERE "endedAt" IS NOT NULL AND "step" = 'CONSENT'`,
  "a removal without what it takes": `SELECT "id" FROM "PendingRemoval"
    WHERE "refreshTokenSealed" IS NULL OR "sealedFor" IS NULL`,
};

/** What is wrong with the database; empty when it is valid. */
export async function findViolations(session: SqlSession): Promise<string[]> {
  const found: string[] = [];
  for (const [violation, sql] of Object.entries(VIOLATIONS)) {
    const { rows } = await session.query(sql);
    if (rows.length > 0) found.push(violation);
  }
  return found;
}
