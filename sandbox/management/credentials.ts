import type { Context } from "hono";
import { findUser } from "../core/directory";
import type { Region } from "../core/region";
import { hashSecret } from "../core/secrets";
import type { SandboxEnv } from "../http/env";
import { forbidden } from "../http/errors";
import { findSignedIn, hasCsrfToken } from "../sessions/sessions";
import type { Session } from "../store/browser";
import type { PersonalApiKey } from "../store/keys";
import type { User } from "../store/people";
import { readBodyOrEmpty } from "./optional-body";
import { unauthenticated } from "./unauthenticated";

/** The limits of a key or token. An empty list of projects or organizations means no limit. */
export interface Grant {
  scopes: string[];
  projectIds: number[];
  organizationIds: string[];
}

/** The authenticated user and credential. */
export type Caller =
  | { via: "personal API key"; user: User; grant: Grant; key: PersonalApiKey }
  | { via: "access token"; user: User; grant: Grant }
  | { via: "session"; user: User; session: Session };

export type Authenticator = (
  c: Context<SandboxEnv>,
  region: Region,
) => Caller | undefined | Promise<Caller | undefined>;

/** The first authenticator that finds its kind of credential decides, even if that credential is invalid. */
export async function authenticate(
  c: Context<SandboxEnv>,
  region: Region,
  authenticators: Authenticator[],
): Promise<Caller> {
  for (const authenticator of authenticators) {
    const caller = await authenticator(c, region);
    if (caller) return caller;
  }
  throw unauthenticated(region, "Authentication credentials were not provided.", "not_authenticated");
}

const LAST_USED_STEP_MS = 3_600_000;

/** Reads the key from the header, the body or the query, in this order. The error names where it was found. */
export async function withPersonalApiKey(
  c: Context<SandboxEnv>,
  region: Region,
): Promise<Caller | undefined> {
  const found = await findPersonalApiKey(c);
  if (!found) return undefined;
  const key = region.store.personalApiKeys.get(hashSecret(found.value));
  const user = key && findUser(region, key.userId);
  if (!key || !user?.isActive) {
    throw unauthenticated(region, `Personal API key found in request ${found.where} is invalid.`);
  }
  const now = region.clock.now();
  if (key.lastUsedAt === null || now - key.lastUsedAt >= LAST_USED_STEP_MS) key.lastUsedAt = now;
  const { scopes, scopedProjects: projectIds, scopedOrganizations: organizationIds } = key;
  return { via: "personal API key", user, key, grant: { scopes, projectIds, organizationIds } };
}

async function findPersonalApiKey(
  c: Context<SandboxEnv>,
): Promise<{ value: string; where: string } | undefined> {
  const header = readBearer(c);
  if (header) {
    return isAccessToken(header) ? undefined : { value: header, where: "Authorization header" };
  }
  const inBody = (await readBodyOrEmpty(c)).fields.personal_api_key;
  if (inBody !== undefined) return { value: String(inBody), where: "body" };
  const inQuery = c.req.query("personal_api_key");
  return inQuery === undefined ? undefined : { value: inQuery, where: "query string" };
}

/** An access token of a partner or of another OAuth client. */
export function withAccessToken(c: Context<SandboxEnv>, region: Region): Caller | undefined {
  const value = readBearer(c);
  if (!value || !isAccessToken(value)) return undefined;
  const token = region.store.accessTokens.get(value);
  if (!token) throw unauthenticated(region, "Invalid access token.");
  if (token.expiresAt <= region.clock.now()) throw unauthenticated(region, "Access token has expired.");
  if (!region.store.clients.has(token.clientId)) {
    throw unauthenticated(region, "Access token is not associated with a valid application.");
  }
  c.set("clientId", token.clientId);
  const user = findUser(region, token.userId);
  if (!user) throw unauthenticated(region, "User associated with access token not found.");
  if (!user.isActive) throw unauthenticated(region, "User associated with access token is disabled.");
  const { scopes, projectIds } = token;
  return { via: "access token", user, grant: { scopes, projectIds, organizationIds: [] } };
}

/** A browser session. Requests that change something also need its CSRF token. */
export async function withSession(c: Context<SandboxEnv>, region: Region): Promise<Caller | undefined> {
  const signedIn = findSignedIn(c, region);
  if (!signedIn) return undefined;
  if (!isSafe(c.req.method)) {
    const sent = c.req.header("x-csrftoken") ?? (await readBodyOrEmpty(c)).fields.csrfmiddlewaretoken;
    if (!hasCsrfToken(signedIn.session, sent)) {
      throw forbidden(`CSRF Failed: CSRF token ${sent === undefined ? "missing" : "incorrect"}.`);
    }
  }
  return { via: "session", ...signedIn };
}

export function readBearer(c: Context): string | undefined {
  return /^Bearer\s+(\S.*)$/.exec(c.req.header("authorization") ?? "")?.[1]?.trim();
}

const isAccessToken = (value: string) => value.startsWith("pha_");

/** Safe methods (RFC 9110) need no CSRF token, no recent log-in and no admin level. */
export const isSafe = (method: string) => ["GET", "HEAD", "OPTIONS"].includes(method);
