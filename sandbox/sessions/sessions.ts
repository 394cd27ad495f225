import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { findUser } from "../core/directory";
import type { Region } from "../core/region";
import { createOpaqueToken } from "../core/secrets";
import type { SandboxEnv } from "../http/env";
import type { Session } from "../store/browser";
import type { User } from "../store/people";

const LIFETIME_SECONDS = 14 * 86_400;
/** Sensitive actions require a log-in within this time. */
const RECENT_MS = 2 * 3_600_000;

/**
 * The name contains the region, because cookies ignore ports and both regions run on one host: with a shared name,
 * a log-in to one region would overwrite the session of the other.
 */
export const sessionCookie = (region: Region) => `sandbox_${region.name.toLowerCase()}_session`;
export const csrfCookie = (region: Region) => `sandbox_${region.name.toLowerCase()}_csrftoken`;

export function createSession(region: Region, user: User, authenticatedAt = region.clock.now()): Session {
  const session: Session = {
    id: createOpaqueToken(),
    userId: user.id,
    csrfToken: createOpaqueToken(),
    authenticatedAt,
    expiresAt: region.clock.now() + LIFETIME_SECONDS * 1000,
  };
  region.store.sessions.set(session.id, session);
  return session;
}

/** Logs a user in, and ends the browser's previous session. */
export function logIn(c: Context<SandboxEnv>, region: Region, user: User): Session {
  logOut(c, region);
  const session = createSession(region, user);
  const options = { path: "/", sameSite: "Lax", maxAge: LIFETIME_SECONDS } as const;
  setCookie(c, sessionCookie(region), session.id, { ...options, httpOnly: true });
  setCookie(c, csrfCookie(region), session.csrfToken, options);
  return session;
}

export function logOut(c: Context<SandboxEnv>, region: Region): void {
  const id = getCookie(c, sessionCookie(region));
  if (id) region.store.sessions.delete(id);
}

export interface SignedIn {
  session: Session;
  user: User;
}

/** The session and user of this browser. */
export function findSignedIn(c: Context<SandboxEnv>, region: Region): SignedIn | undefined {
  const id = getCookie(c, sessionCookie(region));
  const session = id ? region.store.sessions.get(id) : undefined;
  if (!session || session.expiresAt <= region.clock.now()) return undefined;
  const user = findUser(region, session.userId);
  return user?.isActive ? { session, user } : undefined;
}

/** CSRF check: another site can make a browser send the session cookie, but cannot read the token. */
export function hasCsrfToken(session: Session, sent: unknown): boolean {
  return sent === session.csrfToken;
}

export function isRecentlyAuthenticated(region: Region, session: Session): boolean {
  return region.clock.now() - session.authenticatedAt < RECENT_MS;
}

/** The time of a log-in that is valid but too old for sensitive actions. */
export function staleAuthentication(region: Region): number {
  return region.clock.now() - RECENT_MS - 60_000;
}
