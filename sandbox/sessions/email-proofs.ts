import type { Context } from "hono";
import { findUser } from "../core/directory";
import { sendVerification } from "../core/mail";
import type { Region } from "../core/region";
import { readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import type { User } from "../store/people";
import { refuseOtherSites } from "./log-in";
import { logIn } from "./sessions";

/** Two ways to verify an e-mail address: the link in a welcome mail and the code in a verification mail. */

/** The user a welcome mail was sent to. `undefined` when its link is unknown, used or expired. */
export function findPasswordLink(region: Region, uuid: string, token: string): User | undefined {
  const link = region.store.passwordLinks.get(token);
  if (!link || link.expiresAt <= region.clock.now()) return undefined;
  const user = findUser(region, link.userId);
  return user?.uuid === uuid ? user : undefined;
}

export function setPassword(c: Context<SandboxEnv>, region: Region): Response {
  refuseOtherSites(c);
  const { uuid = "", token = "" } = c.req.param();
  const user = findPasswordLink(region, uuid, token);
  if (!user) return c.redirect("/login?error=invalid_token", 303);
  region.store.passwordLinks.delete(token);
  // The password itself is ignored: log-in needs only the e-mail address.
  user.hasPassword = true;
  return accept(c, region, user);
}

export async function verifyEmail(c: Context<SandboxEnv>, region: Region): Promise<Response> {
  refuseOtherSites(c);
  const { fields } = await readBody(c);
  const uuid = c.req.param("uuid") ?? "";
  const user = findByUuid(region, uuid);
  const isRight = user !== undefined && takeCode(region, user, String(fields.code ?? ""));
  return isRight ? accept(c, region, user) : c.redirect(`/verify_email/${uuid}?error=invalid_code`, 303);
}

export function resendVerification(c: Context<SandboxEnv>, region: Region): Response {
  refuseOtherSites(c);
  const uuid = c.req.param("uuid") ?? "";
  const user = findByUuid(region, uuid);
  if (user && !user.emailVerified) sendVerification(region, user);
  return c.redirect(`/verify_email/${uuid}?sent=true`, 303);
}

export function findByUuid(region: Region, uuid: string): User | undefined {
  return [...region.store.users.values()].find((user) => user.uuid === uuid);
}

/** Whether the code is correct. A correct code is consumed. Spaces between the digits are ignored. */
function takeCode(region: Region, user: User, typed: string): boolean {
  const { verificationCodes } = region.store;
  const sent = verificationCodes.get(String(user.id));
  if (!sent || sent.expiresAt <= region.clock.now() || sent.code !== typed.replaceAll(/\s/g, ""))
    return false;
  return verificationCodes.delete(String(user.id));
}

function accept(c: Context<SandboxEnv>, region: Region, user: User): Response {
  user.emailVerified = true;
  logIn(c, region, user);
  return c.redirect("/", 303);
}
