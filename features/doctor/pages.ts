import { checkSignIn, cookiePath } from "@/lib/auth/provider";
import { env } from "@/lib/platform/env";
import { type Finding, failed, passed, unproved } from "@/lib/platform/finding";
import { constantHeaders } from "@/lib/platform/headers";
import { fetchPlainly } from "./fetching";

const PASS_ON = "Have every proxy in front of the app pass its headers on unchanged.";

/** Whether answers arrive with the security headers and cookie attributes that the app sets. */
export async function checkPages(): Promise<Finding[]> {
  const { appUrl } = env();
  const [page, session] = [await fetchPlainly(`${appUrl}/`), await fetchPlainly(appUrl + cookiePath)];
  if (!page || !session) return [unproved("Pages", "The app does not answer.")];
  return [checkHeaders(page.headers), checkSignIn(session.headers.getSetCookie())];
}

function checkHeaders(headers: Headers): Finding {
  const subject = "Security headers";
  const wrong = constantHeaders("/")
    .filter(([name, value]) => headers.get(name) !== value)
    .map(([name]) => name);
  const policy = headers.get("content-security-policy") ?? "";
  const isStrict = /script-src [^;]*'nonce-/.test(policy) && policy.includes("frame-ancestors 'none'");
  // The development server needs eval and inline styles.
  const isLoose = env().production && policy.includes("'unsafe-");
  if (!isStrict || isLoose) wrong.push("content-security-policy");
  return wrong.length === 0
    ? passed(subject, "All there.")
    : failed(subject, `Missing or changed on the way: ${wrong.join(", ")}.`, PASS_ON);
}
