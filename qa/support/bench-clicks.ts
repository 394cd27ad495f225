import { randomBytes } from "node:crypto";
import { chromium } from "@playwright/test";
import { encode } from "next-auth/jwt";
import type { Client } from "pg";
import type { Call } from "./bench-load";
import { browserOptions } from "./browser";

const SESSION_COOKIE = "next-auth.session-token";

const SENT_WITH_AN_ACTION = ["accept", "content-type", "next-action", "next-router-state-tree", "origin"];

const HOUR = "now() + interval '1 hour'";

/** Seals as the app does, with the same keys. */
export type Seal = (plaintext: string, place: { row: string; column: string }) => string;

export const chooseIds = (count: number): string[] =>
  Array.from({ length: count }, () => `bench-${randomBytes(8).toString("hex")}`);

/** Inserts a connected user with each id into the database. */
export async function addConnections(client: Client, seal: Seal, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const place = (column: string) => ({ row: `${id}/default`, column: `Connection.${column}` });
    const access = seal(`pha_${randomBytes(24).toString("base64url")}`, place("accessToken"));
    const refresh = seal(`phr_${randomBytes(24).toString("base64url")}`, place("refreshToken"));
    await client.query(`INSERT INTO "User" ("id", "email") VALUES ($1, $2)`, [id, `${id}@example.org`]);
    await client.query(
      `INSERT INTO "Connection" ("id", "userId", "region", "scopes", "projectId", "projectToken", "apiHost",
         "accessTokenSealed", "refreshTokenSealed", "accessTokenExpiresAt", "updatedAt")
       VALUES ($1, $1, 'US', '{}', '1', 'phc_bench', 'https://us.i.posthog.com', $2, $3, ${HOUR}, now())`,
      [id, access, refresh],
    );
    await client.query(`INSERT INTO "Session" ("id", "userId", "provider") VALUES ($1, $1, 'email')`, [id]);
  }
}

/** Fills the table up to `total` connections, with users who do not click. */
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
  // Otherwise the clicks that are measured next wait for what is still being written.
  await client.query("CHECKPOINT");
}

/** The click of each user, as a browser sends it from a page, distributed over the processes of one app. */
export async function prepareClicks(
  page: string,
  appUrls: readonly string[],
  secret: string,
  ids: readonly string[],
): Promise<Call[]> {
  const [publicUrl = ""] = appUrls;
  // Our app reads the session's id (`sid`), the one written by hand the user's id (`sub`).
  const tokens = await Promise.all(ids.map((id) => encode({ token: { sub: id, sid: id }, secret })));
  const click = await recordClick(publicUrl + page, tokens[0] ?? "");
  return tokens.map((token, n) => ({
    ...click,
    url: click.url.replace(publicUrl, appUrls[n % appUrls.length] ?? publicUrl),
    headers: {
      ...click.headers,
      cookie: `${SESSION_COOKIE}=${token}`,
      // What a reverse proxy adds. The app limits clicks per IP address, so each user has a different one.
      "x-forwarded-host": new URL(publicUrl).host,
      "x-forwarded-for": `10.1.${n >> 8}.${n & 255}`,
    },
  }));
}

// Recorded in a browser, because only React's client knows how it encodes a form.
async function recordClick(url: string, session: string): Promise<Call> {
  const browser = await chromium.launch(browserOptions());
  try {
    const context = await browser.newContext();
    await context.addCookies([{ name: SESSION_COOKIE, value: session, url }]);
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "networkidle" });
    const pressed = page.waitForRequest((request) => request.method() === "POST");
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    const request = await pressed;
    const headers = await request.allHeaders();
    if (!headers["next-action"]) throw new Error(`${url}: the click came before the page's scripts`);
    return {
      url,
      method: "POST",
      body: request.postData() ?? "",
      headers: Object.fromEntries(SENT_WITH_AN_ACTION.map((name) => [name, headers[name] ?? ""])),
      isServed: (answer) => answer.headers["x-action-redirect"] !== undefined,
    };
  } finally {
    await browser.close();
  }
}
