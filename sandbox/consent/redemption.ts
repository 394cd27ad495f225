import type { Context } from "hono";
import { findProject, findUser } from "../core/directory";
import { sendVerification } from "../core/mail";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { isInAppPath } from "../http/in-app-path";
import { logIn } from "../sessions/sessions";
import type { DeepLink } from "../store/grants";

/** Redeems a deep link. The first request consumes it, even when the log-in then fails. */
export function redeemDeepLink(c: Context<SandboxEnv>, region: Region): Response {
  const { store, clock, settings } = region;
  const token = c.req.query("token");
  if (!token) return c.redirect("/?error=missing_token");
  const link = store.deepLinks.get(token);
  store.deepLinks.delete(token);
  if (!link || link.expiresAt <= clock.now()) return c.redirect("/?error=expired_or_invalid_token");
  const user = findUser(region, link.userId);
  if (!user) return c.redirect("/?error=user_not_found");
  if (!user.isActive) return c.redirect("/?error=user_inactive");
  if (!user.emailVerified && settings.switches.deepLinksNeedVerifiedEmail) {
    sendVerification(region, user);
    return c.redirect(`/verify_email/${user.uuid}?reason=partner_deep_link`);
  }
  logIn(c, region, user);
  return c.redirect(destinationOf(region, link));
}

/** Checks the path again: the stored value is not trusted either. */
function destinationOf(region: Region, { path, projectId }: DeepLink): string {
  if (path !== null && isInAppPath(path, region.origin)) return path;
  return projectId !== null && findProject(region, projectId) ? `/project/${projectId}` : "/";
}
