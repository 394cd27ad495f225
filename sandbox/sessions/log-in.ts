import type { Context } from "hono";
import { findUserByEmail } from "../core/directory";
import type { Region } from "../core/region";
import { readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { ApiError } from "../http/errors";
import { isInAppPath } from "../http/in-app-path";
import { findSignedIn, hasCsrfToken, logIn, logOut } from "./sessions";

/** Logs in by e-mail address alone: all users are test users, so passwords would protect nothing. */
export async function postLogIn(c: Context<SandboxEnv>, region: Region): Promise<Response> {
  refuseOtherSites(c);
  const { fields } = await readBody(c);
  const email = String(fields.email ?? "").trim();
  const next = safeNext(region, fields.next);
  const user = findUserByEmail(region, email);
  if (!user?.isActive) {
    const query = new URLSearchParams({ error: "invalid_credentials", email, next });
    return c.redirect(`/login?${query}`, 303);
  }
  logIn(c, region, user);
  return c.redirect(next, 303);
}

export async function postLogOut(c: Context<SandboxEnv>, region: Region): Promise<Response> {
  const signedIn = findSignedIn(c, region);
  const { fields } = await readBody(c);
  if (signedIn && hasCsrfToken(signedIn.session, fields.csrfmiddlewaretoken)) logOut(c, region);
  return c.redirect(`/login?next=${encodeURIComponent(safeNext(region, fields.next))}`, 303);
}

/** Where to go after the log-in. Only paths of this origin are allowed: anything else is an open redirect. */
export function safeNext(region: Region, next: unknown): string {
  return typeof next === "string" && isInAppPath(next, region.origin) ? next : "/";
}

/** CSRF check for forms without a session, and so without a CSRF token: relies on `Sec-Fetch-Site`. */
export function refuseOtherSites(c: Context): void {
  const site = c.req.header("sec-fetch-site");
  if (site === undefined || site === "same-origin" || site === "none") return;
  throw new ApiError(
    403,
    "authentication_error",
    "permission_denied",
    "CSRF Failed: the form came from another site.",
  );
}
