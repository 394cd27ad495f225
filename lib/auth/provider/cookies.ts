import { cookies } from "next/headers";
import { decode } from "next-auth/jwt";
import { env } from "../../platform/env";

const isHttps = (): boolean => env().appUrl.startsWith("https:");

/** next-auth's CSRF token, which its own forms must carry; null before its cookie is set. */
export async function csrfToken(): Promise<string | null> {
  const name = isHttps() ? "__Host-next-auth.csrf-token" : "next-auth.csrf-token";
  // The cookie is `token|hash`; next-auth checks the hash.
  return (await cookies()).get(name)?.value.split("|")[0] ?? null;
}

/**
 * The id in next-auth's session cookie. Its `getServerSession` would also encrypt a new cookie on every click, which
 * neither a page nor a redirecting action could send. With an id in it, the cookie is never long enough to split.
 */
export async function sessionUserId(): Promise<string | null> {
  const name = `${isHttps() ? "__Secure-" : ""}next-auth.session-token`;
  const token = (await cookies()).get(name)?.value;
  // A cookie that does not decrypt, or is too old, is no session.
  const session = await decode({ token, secret: env().authSecret }).catch(() => null);
  return session?.sub ?? null;
}

/** Signs the browser out: next-auth splits its session cookie when it is long, so every part goes. */
export async function expireSessionCookies(): Promise<void> {
  const jar = await cookies();
  for (const { name } of jar.getAll()) {
    if (!/^(__Secure-)?next-auth\.session-token(\.\d+)?$/.test(name)) continue;
    // Browsers ignore changes to a `__Secure-` cookie without `secure`.
    jar.set(name, "", { path: "/", maxAge: 0, httpOnly: true, secure: name.startsWith("__Secure-") });
  }
}
