import { randomUUID } from "node:crypto";
import { z } from "zod";
import { recordActivity } from "@/lib/connection/activity";
import { db, query } from "@/lib/platform/db";
import type { PersonalApiKeyOrigin } from "@/lib/platform/generated/prisma/client";
import { sealedColumn } from "@/lib/tokens/encryption-key-rotation";
import type { ConnectionGrant, ConnectionOwner } from "@/lib/tokens/owner";
import { type Place, seal, unseal } from "@/lib/tokens/vault";

/** A person's stored personal API key, as the user interface may see it. */
export interface PersonalApiKey {
  /** Pasted by the person, or provisioned by PostHog with the project. */
  readonly origin: PersonalApiKeyOrigin;
  /** `phx_...abcd`, as PostHog shows it. */
  readonly mask: string;
  /** The scopes that PostHog was seen to accept it for; empty when they are unknown. */
  readonly scopes: readonly string[];
  readonly createdAt: Date;
}

/** Stores a key, encrypted for its row. It replaces a key of the same origin. Safe to repeat. */
export async function savePersonalApiKey(
  grant: ConnectionGrant,
  value: string,
  origin: PersonalApiKeyOrigin,
  scopes: readonly string[] = [],
): Promise<void> {
  const connection = await db().connection.findFirst({ where: grant, select: { id: true } });
  // Disconnected or replaced in the meantime: store nothing of this person's.
  if (!connection) return;
  await query(
    z.unknown(),
    `INSERT INTO "PersonalApiKey" ("id", "connectionId", "origin", "keySealed", "mask", "scopes", "createdAt")
     SELECT $1, "id", $2::"PersonalApiKeyOrigin", $3, $4, $5, now() FROM "Connection"
       WHERE "id" = $6 AND "connectedAt" = $7
     ON CONFLICT ("connectionId", "origin") DO UPDATE SET "keySealed" = EXCLUDED."keySealed",
       "mask" = EXCLUDED."mask", "scopes" = EXCLUDED."scopes", "createdAt" = EXCLUDED."createdAt"`,
    [
      randomUUID(),
      origin,
      seal(value, keyPlace(connection.id, origin)),
      `${value.slice(0, 4)}...${value.slice(-4)}`,
      scopes,
      connection.id,
      grant.connectedAt,
    ],
  );
}

/** The keys stored for an owner, a pasted one first. */
export function listPersonalApiKeys(owner: ConnectionOwner): Promise<PersonalApiKey[]> {
  return db().personalApiKey.findMany({
    where: { connection: owner },
    orderBy: { origin: "asc" },
    select: { origin: true, mask: true, scopes: true, createdAt: true },
  });
}

/** The value of a key, for the call that needs it; null when it is gone or cannot be decrypted. */
export async function openPersonalApiKey(
  owner: ConnectionOwner,
  origin: PersonalApiKeyOrigin,
): Promise<string | null> {
  const row = await db().personalApiKey.findFirst({
    where: { origin, connection: owner },
    select: { connectionId: true, keySealed: true },
  });
  return row && unseal(row.keySealed, keyPlace(row.connectionId, origin));
}

/** Deletes a key here, at its owner's request. At PostHog it stays valid: only its owner can delete it there. */
export async function removePersonalApiKey(
  owner: ConnectionOwner,
  origin: PersonalApiKeyOrigin,
): Promise<void> {
  await deletePersonalApiKeys(owner, origin);
  recordActivity(owner.userId, { action: "remove_personal_api_key", event: "key_revoked" });
}

/** Deletes the keys of one origin, or all. */
export async function deletePersonalApiKeys(
  owner: ConnectionOwner | ConnectionGrant,
  origin?: PersonalApiKeyOrigin,
): Promise<void> {
  await db().personalApiKey.deleteMany({ where: { connection: owner, ...(origin ? { origin } : {}) } });
}

function keyPlace(connectionId: string, origin: PersonalApiKeyOrigin): Place {
  return { row: `${connectionId}/${origin}`, column: "PersonalApiKey.key" };
}

/** The values of all keys, for encryption-key rotation. */
export const sealedPersonalApiKeys = sealedColumn(
  "PersonalApiKey",
  "keySealed",
  z.object({ id: z.string(), connectionId: z.string(), origin: z.enum(["PASTED", "PROVISIONED"]) }),
  ({ connectionId, origin }) => keyPlace(connectionId, origin),
);
