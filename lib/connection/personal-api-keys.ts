import { db } from "../db";
import type { PersonalApiKeyOrigin } from "../generated/prisma/client";
import { seal, unseal } from "../vault";
import { recordActivity } from "./activity";
import { SLOT } from "./connection";

/** A personal API key that we hold for a user, as the interface may see it. */
export interface PersonalApiKey {
  /** Pasted by the user, or handed out by PostHog with the project. */
  readonly origin: PersonalApiKeyOrigin;
  /** `phx_...abcd`, as PostHog shows it. */
  readonly mask: string;
  /** What it was seen to allow; empty where nobody knows. */
  readonly scopes: readonly string[];
  readonly createdAt: Date;
}

/** Keeps a key, sealed for its row, in place of the one of the same origin. */
export async function keepPersonalApiKey(
  userId: string,
  value: string,
  origin: PersonalApiKeyOrigin,
  scopes: readonly string[] = [],
): Promise<void> {
  const connection = await db().connection.findUnique({
    where: { userId_slot: { userId, slot: SLOT } },
    select: { id: true },
  });
  // Disconnected meanwhile: then nothing of the user's is kept.
  if (!connection) return;
  const row = {
    keySealed: await seal(value, personalApiKeyPlace(connection.id, origin)),
    mask: `${value.slice(0, 4)}...${value.slice(-4)}`,
    scopes: [...scopes],
    createdAt: new Date(),
  };
  await db().personalApiKey.upsert({
    where: { connectionId_origin: { connectionId: connection.id, origin } },
    create: { connectionId: connection.id, origin, ...row },
    update: row,
    select: { id: true },
  });
}

/** The keys held for a user, a pasted one first. */
export function listPersonalApiKeys(userId: string): Promise<PersonalApiKey[]> {
  return db().personalApiKey.findMany({
    where: { connection: { userId, slot: SLOT } },
    orderBy: { origin: "asc" },
    select: { origin: true, mask: true, scopes: true, createdAt: true },
  });
}

/** The value of a key, for the call that needs it; null when it is gone or cannot be opened. */
export async function openPersonalApiKey(
  userId: string,
  origin: PersonalApiKeyOrigin,
): Promise<string | null> {
  const row = await db().personalApiKey.findFirst({
    where: { origin, connection: { userId, slot: SLOT } },
    select: { connectionId: true, keySealed: true },
  });
  return row && unseal(row.keySealed, personalApiKeyPlace(row.connectionId, origin));
}

/** Deletes a key here, because its owner wants that. At PostHog it lives on: only there they can delete it. */
export async function removePersonalApiKey(userId: string, origin: PersonalApiKeyOrigin): Promise<void> {
  await forgetPersonalApiKeys(userId, origin);
  recordActivity(userId, { kind: "PERSONAL_API_KEY_REMOVED" });
}

/** Forgets the keys of one origin, or all. */
export async function forgetPersonalApiKeys(userId: string, origin?: PersonalApiKeyOrigin): Promise<void> {
  await db().personalApiKey.deleteMany({
    where: { connection: { userId, slot: SLOT }, origin },
  });
}

/** Where a key belongs, for the vault. */
export const personalApiKeyPlace = (connectionId: string, origin: PersonalApiKeyOrigin) => ({
  row: `${connectionId}/${origin}`,
  column: "PersonalApiKey.key",
});
