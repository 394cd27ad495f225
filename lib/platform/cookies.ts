import { cookies } from "next/headers";
import { env } from "./env";

const HOST_PREFIX = "__Host-";

/** Name and attributes of a cookie of this app. `__Host-` keeps other hosts of the domain from setting it. */
export function hostCookie(name: string) {
  // Browsers accept the prefix only on a secure cookie, and Safari drops secure cookies on http://localhost.
  const secure = env().appUrl.startsWith("https:");
  return {
    name: secure ? HOST_PREFIX + name : name,
    // PostHog and the sign-in providers send the browser back from another site, without strict cookies.
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  } as const;
}

/** Expires a cookie by its full name. Browsers ignore changes to a prefixed cookie without `secure`. */
export async function expireCookie(name: string): Promise<void> {
  const secure = name.startsWith("__");
  (await cookies()).set(name, "", { ...hostCookie(name).options, secure, maxAge: 0 });
}

/** Expires every cookie of this browser whose name has this beginning after any `__Host-` or `__Secure-`. */
export async function expireCookies(beginning: string): Promise<void> {
  for (const { name } of (await cookies()).getAll()) {
    if (name.replace(/^__(Host|Secure)-/, "").startsWith(beginning)) await expireCookie(name);
  }
}
