import type { Context } from "hono";
import { findUserByEmail } from "../core/directory";
import type { Region } from "../core/region";
import { readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { ApiError } from "../http/errors";
import { isInAppPath } from "../http/in-app-path";
import { findSignedIn, hasCsrfToken, logIn, logOut } from "./sessions";

/** Log-in by e-mail alone: the people here are made up, and so would their passwords be. */
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

/** Where to go after the log-in: nowhere but here, or the log-in page lends its trust to another site. */
export function safeNext(region: Region, next: unknown): string {
  return typeof next === "string" && isInAppPath(next, region.origin) ? next : "/";
}

/** Before a log-in there is no session to hold a CSRF token, so the browser's own word must do. */
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
