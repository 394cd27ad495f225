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

/** A row of the database with what is sealed in it. */
interface SealedRow {
  readonly id: string;
  readonly values: readonly { readonly sealed: string; readonly place: Place }[];
  /** Puts other values in place of these, unless somebody else is at work on them. */
  save(resealed: readonly string[]): Promise<{ count: number }>;
}

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
    for await (const rows of readInBatches()) {
      for (const outcome of await Promise.all(rows.map(rewrite))) progress[outcome] += 1;
      report(progress);
    }
    if (progress.busy === 0) break;
    await sleep(PAUSE_BETWEEN_PASSES_MS);
  }
  return countKeys();
}

async function rewrite({ values, save }: SealedRow): Promise<Outcome> {
  if (values.every(({ sealed }) => keyIdOf(sealed) === writingKeyId())) return "current";
  const resealed: string[] = [];
  for (const { sealed, place } of values) {
    const plaintext = await unseal(sealed, place);
    if (plaintext === null) return "unreadable";
    resealed.push(await seal(plaintext, place));
  }
  const { count } = await save(resealed);
  return count === 1 ? "rewritten" : "busy";
}

async function countKeys(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const rows of readInBatches()) {
    for (const { sealed } of rows.flatMap(({ values }) => values)) {
      counts.set(keyIdOf(sealed), (counts.get(keyIdOf(sealed)) ?? 0) + 1);
    }
  }
  return counts;
}

/** Everything in the database that is sealed. */
async function* readInBatches(): AsyncGenerator<SealedRow[]> {
  for (const read of [readConnections, readReleases, readPersonalApiKeys, readVerificationTokens]) {
    for (let rows = await read(""); rows.length > 0; rows = await read(rows.at(-1)?.id ?? "")) yield rows;
  }
}

const batchAfter = (id: string) =>
  ({ where: { id: { gt: id } }, orderBy: { id: "asc" }, take: BATCH }) as const;

async function readConnections(after: string): Promise<SealedRow[]> {
  const tokens = { accessTokenSealed: true, refreshTokenSealed: true } as const;
  const select = { id: true, userId: true, status: true, ...tokens } as const;
  const where = { id: { gt: after }, accessTokenSealed: { not: null } };
  const rows = await db().connection.findMany({ ...batchAfter(after), where, select });
  return rows.map(({ id, userId, status, accessTokenSealed, refreshTokenSealed }) => ({
    id,
    values: [
      { sealed: accessTokenSealed, place: tokenPlace(userId, "accessToken") },
      { sealed: refreshTokenSealed, place: tokenPlace(userId, "refreshToken") },
    ].flatMap(({ sealed, place }) => (sealed === null ? [] : [{ sealed, place }])),
    // Under the refresh lease, because a refresh finds its row by the sealed value it saw: were that changed in
    // the middle of it, the new tokens would be saved nowhere. What PostHog has ended is refreshed by nobody.
    async save([accessToken, refreshToken]) {
      const holder =
        status === "ACTIVE" && accessTokenSealed ? await takeRefreshLease(userId, accessTokenSealed) : null;
      if (status === "ACTIVE" && !holder) return { count: 0 };
      return db().connection.updateMany({
        where: { id, refreshLeaseHolder: holder, accessTokenSealed, refreshTokenSealed },
        data: {
          accessTokenSealed: accessToken,
          refreshTokenSealed: refreshToken,
          refreshLeaseHolder: null,
          refreshLeaseUntil: null,
        },
      });
    },
  }));
}

async function readReleases(after: string): Promise<SealedRow[]> {
  const select = { id: true, accessTokenSealed: true } as const;
  const rows = await db().release.findMany({ ...batchAfter(after), select });
  return rows.map(({ id, accessTokenSealed }) => ({
    id,
    values: [{ sealed: accessTokenSealed, place: releasePlace(id) }],
    save: ([resealed]) =>
      db().release.updateMany({ where: { id, accessTokenSealed }, data: { accessTokenSealed: resealed } }),
  }));
}

async function readPersonalApiKeys(after: string): Promise<SealedRow[]> {
  const select = { id: true, connectionId: true, origin: true, keySealed: true } as const;
  const rows = await db().personalApiKey.findMany({ ...batchAfter(after), select });
  return rows.map(({ id, connectionId, origin, keySealed }) => ({
    id,
    values: [{ sealed: keySealed, place: personalApiKeyPlace(connectionId, origin) }],
    save: ([resealed]) =>
      db().personalApiKey.updateMany({ where: { id, keySealed }, data: { keySealed: resealed } }),
  }));
}

async function readVerificationTokens(after: string): Promise<SealedRow[]> {
  const select = { id: true, tokenSealed: true } as const;
  const rows = await db().verificationToken.findMany({ ...batchAfter(after), select });
  return rows.map(({ id, tokenSealed }) => ({
    id,
    values: [{ sealed: tokenSealed, place: verificationTokenPlace(id) }],
    save: ([resealed]) =>
      db().verificationToken.updateMany({ where: { id, tokenSealed }, data: { tokenSealed: resealed } }),
  }));
}
