import type { Context } from "hono";
import { findUser } from "../core/directory";
import { sendVerification } from "../core/mail";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import type { EmailLink } from "../store/browser";
import type { User } from "../store/people";
import { refuseOtherSites } from "./log-in";
import { logIn } from "./sessions";

/** The links in mails. Following one verifies the e-mail address and logs the user in. */

/** The user a link was sent to. `undefined` when the link is unknown, used, expired or for another purpose. */
export function findEmailLink(
  region: Region,
  purpose: EmailLink["purpose"],
  uuid: string,
  token: string,
): User | undefined {
  const link = region.store.emailLinks.get(token);
  if (!link || link.purpose !== purpose || link.expiresAt <= region.clock.now()) return undefined;
  const user = findUser(region, link.userId);
  return user?.uuid === uuid ? user : undefined;
}

export function followVerification(c: Context<SandboxEnv>, region: Region): Response {
  const { uuid = "", token = "" } = c.req.param();
  const user = findEmailLink(region, "verify_email", uuid, token);
  if (!user) return c.redirect(`/verify_email/${uuid}?error=invalid_token`);
  return accept(c, region, user, token);
}

export function setPassword(c: Context<SandboxEnv>, region: Region): Response {
  refuseOtherSites(c);
  const { uuid = "", token = "" } = c.req.param();
  const user = findEmailLink(region, "set_password", uuid, token);
  if (!user) return c.redirect("/login?error=invalid_token", 303);
  // The password itself is ignored: log-in needs only the e-mail address.
  user.hasPassword = true;
  return accept(c, region, user, token);
}

/** Sends the verification mail again. */
export function resendVerification(c: Context<SandboxEnv>, region: Region): Response {
  refuseOtherSites(c);
  const uuid = c.req.param("uuid") ?? "";
  const user = [...region.store.users.values()].find((u) => u.uuid === uuid);
  if (user && !user.emailVerified) sendVerification(region, user);
  return c.redirect(`/verify_email/${uuid}?sent=true`, 303);
}

function accept(c: Context<SandboxEnv>, region: Region, user: User, token: string): Response {
  region.store.emailLinks.delete(token);
  user.emailVerified = true;
  logIn(c, region, user);
  return c.redirect("/", 303);
}
