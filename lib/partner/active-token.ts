import { db } from "../db";
import { env } from "../env";
import { log } from "../log";
import { type Place, seal, unseal } from "../vault";

/** The verification token that is published now. */
export interface ActiveToken {
  readonly value: string;
  /** Absent for one from the environment, of which no more is known. */
  readonly kept?: { readonly id: string; readonly activatedAt: Date };
}

/** The token that the client metadata document carries: the environment's, else the one kept here. */
export async function findActiveToken(): Promise<ActiveToken | null> {
  const { verificationToken } = env();
  if (verificationToken) return { value: verificationToken };
  const kept = await db().verificationToken.findFirst({
    orderBy: { activatedAt: "desc" },
    select: { id: true, tokenSealed: true, activatedAt: true },
  });
  if (!kept) return null;
  const { tokenSealed, ...row } = kept;
  const value = await unseal(tokenSealed, verificationTokenPlace(row.id));
  if (value === null) log().error("the verification token cannot be opened, so none is published");
  return value === null ? null : { value, kept: row };
}

/** Publishes a token from the next reading of the document on, in place of the one before. */
export async function activateToken(id: string, value: string): Promise<void> {
  const tokenSealed = await seal(value, verificationTokenPlace(id));
  await db().$transaction([
    db().verificationToken.deleteMany(),
    db().verificationToken.create({ data: { id, tokenSealed } }),
  ]);
}

/** Publishes a token no more, if it is this one. */
export async function withdrawToken(id: string): Promise<void> {
  await db().verificationToken.deleteMany({ where: { id } });
}

/** Where the token belongs, for the vault. */
export const verificationTokenPlace = (id: string): Place => ({ row: id, column: "VerificationToken.token" });
