import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { SqlSession } from "../../lib/platform/migrations";
import type { Sandbox } from "./sandbox";

/** PostHog's secrets, by the prefix of each kind. Inside a longer random value, the same letters are a coincidence. */
const PREFIXED = /(?<![\w-]{8})ph[arxs]_[A-Za-z0-9]{8}|(?<![\w-]{8})phvt_[A-Za-z0-9]{4}|code_verifier["=]/;

/** An id in an answer or an address, in the form in which the record shortens long values. */
const ID = /(?:"id\\*":\\*"|secret_api_keys\/)([\w-]{8})…/g;

/** A place where a secret must never be, with everything that is in it. */
export interface Place {
  readonly name: string;
  readonly text: string;
}

/**
 * The first characters of all secrets that went over the wire: codes, verifiers, tokens, links. The sandbox's record
 * shows eight characters of each, enough to recognize it.
 */
export async function recordedSecrets(sandbox: Sandbox): Promise<string[]> {
  const schema = z.object({ requests: z.array(z.looseObject({ path: z.string() })) });
  const found = new Set<string>();
  for (const region of ["us", "eu"] as const) {
    const { requests } = await sandbox.control("GET", "requests?since=0", { region, schema });
    const calls = JSON.stringify(requests.filter(({ path }) => path.startsWith("/api/")));
    for (const [, secret = ""] of calls.matchAll(/([\w-]{8})…/g)) {
      // Project tokens are public, and so is the beginning of a JWT, which is always the same.
      if (!/^(phc_|eyJ)/.test(secret)) found.add(secret);
    }
    // Ids of project secret API keys are as long as secrets, but are not secret.
    for (const [, id = ""] of calls.matchAll(ID)) found.delete(id);
  }
  return [...found];
}

/** Describes every secret found where it must not be, without revealing it; empty if there is none. */
export function findLeaks(places: readonly Place[], secrets: readonly string[]): string[] {
  return places.flatMap(({ name, text }) => {
    const kind = text.match(PREFIXED)?.[0].slice(0, 5);
    const known = secrets.find((secret) => text.includes(secret));
    return [
      ...(kind === undefined ? [] : [`${name}: something that begins with ${kind}`]),
      ...(known === undefined ? [] : [`${name}: a secret that was on the wire (${known.slice(0, 4)}…)`]),
    ];
  });
}

/**
 * A page that was shown, as a place. A value that is shown once may be in the answer to the POST that created it, but
 * not in a page that can be requested again.
 */
export function shownPage(name: string, method: string, html: string): Place {
  return { name, text: method === "POST" ? html.replaceAll(SHOWN_ONCE, "") : html };
}

const SHOWN_ONCE = /ph(s|vt)_[A-Za-z0-9]+/g;

/** Every row of every table, as text. */
export async function dumpDatabase(session: SqlSession): Promise<Place[]> {
  const places: Place[] = [];
  for (const table of await listTables(session)) {
    const { rows } = await session.query(`SELECT t::text AS row FROM "${table}" t`);
    places.push({ name: `table ${table}`, text: JSON.stringify(rows) });
  }
  return places;
}

export async function listTables(session: SqlSession): Promise<string[]> {
  const { rows } = await session.query(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
  );
  return z
    .array(z.object({ table_name: z.string() }))
    .parse(rows)
    .map((row) => row.table_name);
}

/** Every file of the build that is served to browsers. */
export function readBundles(folder = ".next/static"): Place[] {
  return readdirSync(folder).flatMap((entry) => {
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) return readBundles(path);
    return [{ name: path, text: readFileSync(path, "utf8") }];
  });
}
