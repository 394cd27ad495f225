import { setTimeout as sleep } from "node:timers/promises";
import { db } from "../db";
import { verificationTokenPlace } from "../partner/active-token";
import { keyIdOf, type Place, seal, unseal, writingKeyId } from "../vault";
import { personalApiKeyPlace } from "./personal-api-keys";
import { takeRefreshLease } from "./refresh-lease";
import { releasePlace } from "./release";
import { tokenPlace } from "./token-custody";

const BATCH = 200;
const MOST_PASSES = 30;
const PAUSE_BETWEEN_PASSES_MS = 1_000;

type Outcome = "current" | "rewritten" | "busy" | "unreadable";

export type Progress = Readonly<Record<Outcome, number>>;

/**
 * Seals every token and key with the writing key, while the app goes on serving. Repeat it whenever it was interrupted:
 * what is done is passed over.
 * @param report Called after each batch with what this pass has come to.
 * @returns how many values each key still opens: a key that is not among them can go.
 */
export async function rotateKeys(report: (progress: Progress) => void): Promise<Map<string, number>> {
  for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
    const progress = { current: 0, rewritten: 0, busy: 0, unreadable: 0 };
    for (const { rewriteBatches } of kinds) {
      for await (const outcomes of rewriteBatches()) {
        for (const outcome of outcomes) progress[outcome] += 1;
        report(progress);
      }
    }
    if (progress.busy === 0) break;
    await sleep(PAUSE_BETWEEN_PASSES_MS);
  }
  return countKeys();
}

// Under the refresh lease, because a refresh finds its row by the sealed value it saw: were that changed in the
// middle of it, the new tokens would be saved nowhere.
async function rewriteConnection(row: SealedConnection): Promise<Outcome> {
  const { userId, accessTokenSealed, refreshTokenSealed } = row;
  if (!accessTokenSealed || sealedValues(row).every(isCurrent)) return "current";
  const accessToken = await reseal(accessTokenSealed, tokenPlace(userId, "accessToken"));
  const refreshToken =
    refreshTokenSealed && (await reseal(refreshTokenSealed, tokenPlace(userId, "refreshToken")));
  if (!accessToken || (refreshTokenSealed && !refreshToken)) return "unreadable";
  const holder = await takeRefreshLease(userId, accessTokenSealed);
  if (!holder) return "busy";
  const { count } = await db().connection.updateMany({
    where: { id: row.id, refreshLeaseHolder: holder, accessTokenSealed, refreshTokenSealed },
    data: {
      accessTokenSealed: accessToken,
      refreshTokenSealed: refreshToken,
      refreshLeaseHolder: null,
      refreshLeaseUntil: null,
    },
  });
  return count === 1 ? "rewritten" : "busy";
}

async function rewriteRelease({ id, accessTokenSealed }: SealedRelease): Promise<Outcome> {
  if (isCurrent(accessTokenSealed)) return "current";
  const resealed = await reseal(accessTokenSealed, releasePlace(id));
  if (!resealed) return "unreadable";
  await db().release.updateMany({
    where: { id, accessTokenSealed },
    data: { accessTokenSealed: resealed },
  });
  return "rewritten";
}

async function rewritePersonalApiKey({ id, connectionId, origin, keySealed }: SealedPersonalApiKey) {
  if (isCurrent(keySealed)) return "current";
  const resealed = await reseal(keySealed, personalApiKeyPlace(connectionId, origin));
  if (!resealed) return "unreadable";
  await db().personalApiKey.updateMany({ where: { id, keySealed }, data: { keySealed: resealed } });
  return "rewritten";
}

async function rewriteVerificationToken({ id, tokenSealed }: SealedVerificationToken) {
  if (isCurrent(tokenSealed)) return "current";
  const resealed = await reseal(tokenSealed, verificationTokenPlace(id));
  if (!resealed) return "unreadable";
  await db().verificationToken.updateMany({ where: { id, tokenSealed }, data: { tokenSealed: resealed } });
  return "rewritten";
}

async function countKeys(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const count = (sealed: string) => counts.set(keyIdOf(sealed), (counts.get(keyIdOf(sealed)) ?? 0) + 1);
  for (const { sealedBatches } of kinds) {
    for await (const sealed of sealedBatches()) sealed.forEach(count);
  }
  return counts;
}

async function reseal(sealed: string, place: Place): Promise<string | null> {
  const plaintext = await unseal(sealed, place);
  return plaintext === null ? null : seal(plaintext, place);
}

const isCurrent = (sealed: string): boolean => keyIdOf(sealed) === writingKeyId();

const sealedValues = ({ accessTokenSealed, refreshTokenSealed }: SealedConnection): string[] =>
  [accessTokenSealed, refreshTokenSealed].filter((sealed) => sealed !== null);

type SealedConnection = Awaited<ReturnType<typeof listConnections>>[number];
type SealedRelease = Awaited<ReturnType<typeof listReleases>>[number];
type SealedPersonalApiKey = Awaited<ReturnType<typeof listPersonalApiKeys>>[number];
type SealedVerificationToken = Awaited<ReturnType<typeof listVerificationTokens>>[number];

const listConnections = (after: string) =>
  db().connection.findMany({
    where: { id: { gt: after } },
    orderBy: { id: "asc" },
    take: BATCH,
    select: { id: true, userId: true, accessTokenSealed: true, refreshTokenSealed: true },
  });

const listReleases = (after: string) =>
  db().release.findMany({
    where: { id: { gt: after } },
    orderBy: { id: "asc" },
    take: BATCH,
    select: { id: true, accessTokenSealed: true },
  });

const listPersonalApiKeys = (after: string) =>
  db().personalApiKey.findMany({
    where: { id: { gt: after } },
    orderBy: { id: "asc" },
    take: BATCH,
    select: { id: true, connectionId: true, origin: true, keySealed: true },
  });

const listVerificationTokens = (after: string) =>
  db().verificationToken.findMany({
    where: { id: { gt: after } },
    orderBy: { id: "asc" },
    take: BATCH,
    select: { id: true, tokenSealed: true },
  });

/** Everything in the database that is sealed. */
const kinds = [
  kind(listConnections, sealedValues, rewriteConnection),
  kind(listReleases, ({ accessTokenSealed }) => [accessTokenSealed], rewriteRelease),
  kind(listPersonalApiKeys, ({ keySealed }) => [keySealed], rewritePersonalApiKey),
  kind(listVerificationTokens, ({ tokenSealed }) => [tokenSealed], rewriteVerificationToken),
];

function kind<Row extends { id: string }>(
  list: (after: string) => Promise<Row[]>,
  sealedIn: (row: Row) => string[],
  rewrite: (row: Row) => Promise<Outcome>,
) {
  return {
    async *rewriteBatches() {
      for await (const rows of inBatches(list)) yield await Promise.all(rows.map(rewrite));
    },
    async *sealedBatches() {
      for await (const rows of inBatches(list)) yield rows.flatMap(sealedIn);
    },
  };
}

async function* inBatches<Row extends { id: string }>(list: (after: string) => Promise<Row[]>) {
  for (let rows = await list(""); rows.length > 0; rows = await list(rows.at(-1)?.id ?? "")) yield rows;
}
