import { cookies } from "next/headers";
import { encode } from "next-auth/jwt";
import { expireCookies, hostCookie } from "../../platform/cookies";
import { env } from "../../platform/env";
import { findSessionUser } from "../sessions";
import type { User } from "../users";
import { COOKIES, readSealedSessionId } from "./cookies";
import { readSessionId } from "./session";

const NAME = "link";
const SALT = "link";
const LIFETIME_SECONDS = 900;

/**
 * Begins a flow at a provider: to link its account to the current session's user, or to sign in. An encrypted cookie
 * names the session to link to, so that a sign-in begun elsewhere in this browser links nothing.
 */
export async function beginFlow({ links }: { links: boolean }): Promise<void> {
  const sid = links ? await readSessionId() : null;
  if (!sid) return expireCookies(COOKIES + NAME);
  const { name, options } = hostCookie(COOKIES + NAME);
  const value = await encode({
    token: { sid },
    secret: env().authSecret,
    salt: SALT,
    maxAge: LIFETIME_SECONDS,
  });
  (await cookies()).set(name, value, { ...options, maxAge: LIFETIME_SECONDS });
}

/** Ends the flow. Returns the user to link to, once, if the current session asked for that. */
export async function takeLinkingUser(): Promise<User | null> {
  const asked = await readSealedSessionId(NAME, SALT);
  await expireCookies(COOKIES + NAME);
  return asked && asked === (await readSessionId()) ? findSessionUser(asked) : null;
}
