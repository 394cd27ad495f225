import { createHash, hkdfSync } from "node:crypto";
import { cookies } from "next/headers";
import type { CookiesOptions } from "next-auth";
import { z } from "zod";
import { hostCookie } from "../../platform/cookies";
import { env } from "../../platform/env";
import { parseJson } from "../../platform/json";
import { decryptJwe } from "../../platform/jwe";

/** Prefix of the names of next-auth's cookies. */
export const COOKIES = "next-auth.";

/** Longer than any session: its owner may link a further account on the last day. */
const CSRF_LIFETIME_SECONDS = 60 * 24 * 3600;

const lasting = (name: string, maxAge: number) => {
  const cookie = hostCookie(COOKIES + name);
  return { name: cookie.name, options: { ...cookie.options, maxAge } };
};

const FLOW_SECONDS = 900;

/** next-auth's cookies, renamed: with its own names, other hosts of the domain could set some of them. */
export const cookieOptions = (): Partial<CookiesOptions> => ({
  sessionToken: hostCookie(`${COOKIES}session-token`),
  callbackUrl: hostCookie(`${COOKIES}callback-url`),
  csrfToken: lasting("csrf-token", CSRF_LIFETIME_SECONDS),
  pkceCodeVerifier: lasting("pkce.code_verifier", FLOW_SECONDS),
  state: lasting("state", FLOW_SECONDS),
  nonce: lasting("nonce", FLOW_SECONDS),
});

/** The value of one of these cookies in the request. */
export async function readCookie(name: string): Promise<string | undefined> {
  return (await cookies()).get(hostCookie(COOKIES + name).name)?.value;
}

/**
 * next-auth's CSRF token, which its own forms must carry; null before our cookie is set. On localhost, another app may
 * have set one of the same name: cookies are shared between ports.
 */
export async function csrfToken(): Promise<string | null> {
  const [token = "", hash] = (await readCookie("csrf-token"))?.split("|") ?? [];
  const ours = createHash("sha256").update(`${token}${env().authSecret}`).digest("hex");
  return hash === ours ? token : null;
}

/** Keys of next-auth's JWTs by salt. next-auth itself derives them from the secret again for each JWT. */
const derivedKeys = new Map<string, Uint8Array>();

function keyFor(salt: string): Uint8Array {
  const known = derivedKeys.get(salt);
  if (known) return known;
  const info = `NextAuth.js Generated Encryption Key${salt ? ` (${salt})` : ""}`;
  const key = new Uint8Array(hkdfSync("sha256", env().authSecret, salt, info, 32));
  derivedKeys.set(salt, key);
  return key;
}

const claimsSchema = z.object({ sid: z.string(), exp: z.number() });

/** The session id in the JWT of one of these cookies; null if it does not decrypt or has expired. */
export const readSealedSessionId = async (name: string, salt = ""): Promise<string | null> =>
  openSessionId((await readCookie(name)) ?? "", salt);

/** The same for the cookie's value. */
export function openSessionId(value: string, salt = ""): string | null {
  const opened = decryptJwe(value, () => keyFor(salt));
  const claims = opened && claimsSchema.safeParse(parseJson(opened.plaintext)).data;
  return claims && claims.exp * 1000 > Date.now() ? claims.sid : null;
}
