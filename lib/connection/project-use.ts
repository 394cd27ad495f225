import { z } from "zod";
import { query } from "../platform/db";
import type { PendingRemoval } from "../tokens/pending-removals";

const rowSchema = z.object({ use: z.enum(["used", "unused", "undecided"]) });

/**
 * Whether another connection of the same person and region uses the project that is to be removed. PostHog would remove
 * it from all of the person's tokens. Undecided while a connection is being made, because its project is not known yet.
 * A connection that is not finished within an hour counts as using it.
 */
export async function findProjectUse({ userId, region, projectId }: PendingRemoval) {
  if (projectId === null) return "unused";
  const [row] = await query(
    rowSchema,
    `WITH same AS (SELECT $1::text AS "id" UNION SELECT o."id" FROM "User" u JOIN "User" o USING ("email") WHERE u."id" = $1),
       own AS (SELECT * FROM "Connection" WHERE "userId" IN (SELECT "id" FROM same) AND "region" = $2::"Region")
     SELECT CASE
       WHEN EXISTS (SELECT 1 FROM own WHERE "projectToken" IS NULL AND "connectedAt" > now() - interval '1 hour')
         OR EXISTS (SELECT 1 FROM "Onboarding" WHERE "userId" IN (SELECT "id" FROM same) AND "region" = $2::"Region"
           AND "step" IN ('TOKENS', 'PROJECT') AND "endedAt" IS NULL AND "expiresAt" > now()) THEN 'undecided'
       WHEN EXISTS (SELECT 1 FROM own WHERE "projectId" = $3 OR "projectToken" IS NULL) THEN 'used'
       ELSE 'unused' END AS "use"`,
    [userId, region, projectId],
  );
  return rowSchema.parse(row).use;
}
