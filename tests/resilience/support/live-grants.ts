import { expect } from "@playwright/test";
import { z } from "zod";
import type { Deployment } from "./deployment";

const grantsSchema = z.object({ grants: z.array(z.object({ email: z.string() })) });
const connectionsSchema = z.array(z.object({ email: z.string(), region: z.enum(["us", "eu"]) }));

/** Waits until PostHog has been told of every connection that has ended. */
export async function removalsDone({ withDatabase }: Deployment): Promise<void> {
  const pending = () =>
    withDatabase(async (session) => (await session.query(`SELECT 1 FROM "PendingRemoval"`)).rows.length);
  await expect.poll(pending, { timeout: 150_000 }).toBe(0);
}

/**
 * Compares the grants that are live at PostHog with the active connections here, by person and region.
 * @returns those that are on one side only: `unknown here: ada@example.org us`.
 */
export async function findGrantDifferences({ sandbox, withDatabase }: Deployment): Promise<string[]> {
  const live: string[] = [];
  for (const region of ["us", "eu"] as const) {
    const { grants } = await sandbox.control("GET", "grants", { region, schema: grantsSchema });
    live.push(...grants.map(({ email }) => `${email} ${region}`));
  }
  const { rows } = await withDatabase((session) =>
    session.query(`SELECT u."email", lower(c."region"::text) AS "region"
      FROM "Connection" c JOIN "User" u ON u."id" = c."userId" WHERE c."status" = 'ACTIVE'`),
  );
  const known = connectionsSchema.parse(rows).map(({ email, region }) => `${email} ${region}`);
  return [
    ...subtract(live, known).map((grant) => `unknown here: ${grant}`),
    ...subtract(known, live).map((grant) => `unknown at PostHog: ${grant}`),
  ].sort();
}

/** What occurs in `from` more often than in `these`. */
function subtract(from: readonly string[], these: readonly string[]): string[] {
  const left = [...these];
  return from.filter((each) => {
    const index = left.indexOf(each);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
