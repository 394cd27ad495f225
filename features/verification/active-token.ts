import { z } from "zod";
import { db, query } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { sealedColumn } from "@/lib/tokens/encryption-key-rotation";
import { type Place, seal, unseal } from "@/lib/tokens/vault";
import { verificationConfiguration } from "./configuration";

/** The verification token that is published now. */
export interface ActiveToken {
  readonly value: string;
  /** Absent for a token from the environment, about which nothing more is known. */
  readonly kept?: { readonly id: string; readonly activatedAt: Date };
}

/** The token that the client metadata document carries: the environment's, else the stored one. */
export async function findActiveToken(): Promise<ActiveToken | null> {
  const { verificationToken } = verificationConfiguration();
  if (verificationToken) return { value: verificationToken };
  const kept = await db().verificationToken.findFirst({
    orderBy: { activatedAt: "desc" },
    select: { id: true, tokenSealed: true, activatedAt: true },
  });
  if (!kept) return null;
  const { tokenSealed, ...row } = kept;
  const value = unseal(tokenSealed, verificationTokenPlace(row.id));
  if (value === null) log().error("the verification token cannot be decrypted, so none is published");
  return value === null ? null : { value, kept: row };
}

/** Publishes a token in place of the previous one, from the next time the document is read. */
export async function activateToken(id: string, value: string): Promise<void> {
  const tokenSealed = seal(value, verificationTokenPlace(id));
  await query(
    z.unknown(),
    `WITH "former" AS (DELETE FROM "VerificationToken" WHERE "id" <> $1)
     INSERT INTO "VerificationToken" ("id", "tokenSealed") VALUES ($1, $2)
     ON CONFLICT ("id") DO UPDATE SET "tokenSealed" = EXCLUDED."tokenSealed", "activatedAt" = now()`,
    [id, tokenSealed],
  );
}

/** Stops publishing a token, if it is the published one. */
export async function withdrawToken(id: string): Promise<void> {
  await db().verificationToken.deleteMany({ where: { id } });
}

function verificationTokenPlace(id: string): Place {
  return { row: id, column: "VerificationToken.token" };
}

/** The stored token, for encryption-key rotation. */
export const sealedVerificationTokens = sealedColumn(
  "VerificationToken",
  "tokenSealed",
  z.object({ id: z.string() }),
  ({ id }) => verificationTokenPlace(id),
);
