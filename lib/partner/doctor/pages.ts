import { env } from "../../env";
import { securityHeaders } from "../../security-headers";
import { fetchPlainly } from "./fetching";
import { type Finding, failed, passed, unproved } from "./finding";

const PASS_ON = "Have what is in front of the app pass its headers on unchanged.";

/** Whether pages arrive with the protection that the app gives them. */
export async function checkPages(): Promise<Finding[]> {
  const { appUrl } = env();
  const [page, csrf] = [await fetchPlainly(`${appUrl}/`), await fetchPlainly(`${appUrl}/api/auth/csrf`)];
  if (!page || !csrf) return [unproved("Pages", "The app does not answer.")];
  return [checkHeaders(page.headers), checkCookies(csrf.headers)];
}

function checkHeaders(headers: Headers): Finding {
  const subject = "Security headers";
  const wrong = securityHeaders("GET")
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

function checkCookies(headers: Headers): Finding {
  const subject = "Cookies";
  const cookies = headers.getSetCookie();
  const isHttps = env().appUrl.startsWith("https:");
  const bare = cookies.filter(
    (cookie) =>
      !/; *HttpOnly/i.test(cookie) ||
      !/; *SameSite=Lax/i.test(cookie) ||
      (isHttps && !/; *Secure/i.test(cookie)),
  );
  if (cookies.length > 0 && bare.length === 0) {
    return passed(subject, `HttpOnly, SameSite=Lax${isHttps ? ", Secure" : ""}.`);
  }
  return failed(
    subject,
    cookies.length === 0
      ? "The app sets none, so nobody can sign in."
      : `${bare.map((cookie) => cookie.split("=")[0]).join(", ")} lost HttpOnly, SameSite or Secure on the way.`,
    PASS_ON,
  );
}
