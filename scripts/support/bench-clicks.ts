import { randomBytes } from "node:crypto";
import { encode } from "next-auth/jwt";
import { parse } from "node-html-parser";
import type { Client } from "pg";
import type { Call } from "./bench-load";

const HOUR = "now() + interval '1 hour'";

/** Seals as the app does, with the same keys. */
export type Seal = (plaintext: string, place: { row: string; column: string }) => Promise<string>;

/** Puts connected users into the database. Returns their ids. */
export async function addConnections(client: Client, seal: Seal, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const id = `bench-${randomBytes(8).toString("hex")}`;
    const place = (column: string) => ({ row: `${id}/default`, column: `Connection.${column}` });
    const access = await seal(`pha_${randomBytes(24).toString("base64url")}`, place("accessToken"));
    const refresh = await seal(`phr_${randomBytes(24).toString("base64url")}`, place("refreshToken"));
    await client.query(`INSERT INTO "User" ("id", "email") VALUES ($1, $2)`, [id, `${id}@example.org`]);
    await client.query(
      `INSERT INTO "Connection" ("id", "userId", "region", "scopes", "projectId", "projectToken", "apiHost",
         "accessTokenSealed", "refreshTokenSealed", "accessTokenExpiresAt", "updatedAt")
       VALUES ($1, $1, 'US', '{}', '1', 'phc_bench', 'https://us.i.posthog.com', $2, $3, ${HOUR}, now())`,
      [id, access, refresh],
    );
    ids.push(id);
  }
  return ids;
}

/** Fills the table up with connections of people who do not click. */
export async function fillConnections(client: Client, total: number): Promise<void> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM "Connection"`);
  const missing = total - Number(rows[0]?.count ?? 0);
  await client.query(`INSERT INTO "User" ("id", "email")
    SELECT 'filler-' || n, 'filler-' || n || '@example.org' FROM generate_series(1, ${missing}) n`);
  await client.query(`INSERT INTO "Connection" ("id", "userId", "region", "scopes", "projectId", "projectToken",
      "apiHost", "accessTokenSealed", "refreshTokenSealed", "accessTokenExpiresAt", "updatedAt")
    SELECT "id", "id", 'US', '{}', '1', 'phc_bench', 'https://us.i.posthog.com', repeat('x', 260),
      repeat('x', 260), ${HOUR}, now() FROM "User" WHERE "id" LIKE 'filler-%'`);
  await client.query("VACUUM ANALYZE");
}

/** The click of each user, as the form on their page would send it without JavaScript. */
export async function prepareClicks(appUrl: string, secret: string, ids: readonly string[]): Promise<Call[]> {
  const cookies = await Promise.all(
    ids.map(async (id) => `next-auth.session-token=${await encode({ token: { sub: id }, secret })}`),
  );
  const form = await readForm(`${appUrl}/connection`, cookies[0]);
  return cookies.map((cookie, n) =>
    formCall(`${appUrl}/connection`, form, {
      cookie,
      origin: appUrl,
      // The app limits clicks by address; these people sit at different ones.
      "x-forwarded-for": `10.1.${n >> 8}.${n & 255}`,
    }),
  );
}

/** The same for an action that only redirects. */
export async function prepareBareClick(url: string): Promise<Call> {
  return formCall(url, await readForm(url), { origin: url });
}

interface SentForm {
  readonly body: string;
  readonly contentType: string;
}

async function readForm(url: string, cookie?: string): Promise<SentForm> {
  const page = parse(await (await fetch(url, { headers: cookie ? { cookie } : {} })).text());
  const button = page.querySelectorAll("button").find(({ text }) => text.trim() === "Open in PostHog");
  const form = new FormData();
  for (const input of button?.closest("form")?.querySelectorAll("input") ?? []) {
    form.append(input.getAttribute("name") ?? "", input.getAttribute("value") ?? "");
  }
  form.append("destination", "home");
  const sent = new Response(form);
  const contentType = sent.headers.get("content-type") ?? "";
  return { body: await sent.text(), contentType };
}

function formCall(url: string, { body, contentType }: SentForm, headers: Record<string, string>): Call {
  return {
    url,
    status: 303,
    init: { method: "POST", body, headers: { ...headers, "content-type": contentType } },
  };
}
