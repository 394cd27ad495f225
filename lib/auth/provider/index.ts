/**
 * Sign-in with next-auth. Nothing outside this folder knows that library: to use another sign-in, write a folder
 * with the same three files (`index`, `configuration`, `handlers`) and the same exports.
 */
import type { Route } from "next";
import { redirect } from "next/navigation";
import { env } from "../../platform/env";
import { type Finding, failed, passed } from "../../platform/finding";
import { platformMessages } from "../../platform/messages";
import { listAccounts } from "../accounts";
import type { AccountChoices, SignInChoices, SignInMethod, SignOutForm } from "../sign-in";
import type { User } from "../users";
import { csrfToken } from "./cookies";
import { signInProviders } from "./providers";

export { endSession, findSignedInUser } from "./session";

const AFTER_SIGN_IN = "/connection";
const SESSION_REQUIRED = "SessionRequired";
/** Only in development: in production, the app does not start if no one could sign in. */
const NOT_CONFIGURED =
  "No way to sign in is configured. Set GITHUB_ID and GITHUB_SECRET, or GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, in .env.local, and start the app again.";
/** Error code: signing in or out failed on our side. */
const UNAVAILABLE = "Unavailable";
const { database_away: away } = platformMessages;

/**
 * Where people sign in.
 * @param backTo The path and query to return to, if the session had ended before a click.
 */
export const signInPath = (backTo?: string): Route =>
  backTo ? `/sign-in?${new URLSearchParams({ error: SESSION_REQUIRED, backTo })}` : "/sign-in";

/** What the sign-in page shows. May redirect, so call it outside any `try`. */
export async function prepareSignIn(query: {
  callbackUrl?: unknown;
  backTo?: unknown;
  error?: unknown;
}): Promise<SignInChoices> {
  const isRequired = query.error === SESSION_REQUIRED;
  const isUnavailable = query.error === UNAVAILABLE;
  const token = await csrfToken();
  const callbackUrl = ownAddress(query.backTo ?? query.callbackUrl);
  // next-auth sets its CSRF cookie on its own route and sends the browser back here with a callbackUrl.
  if (!token && !query.callbackUrl && !isUnavailable) {
    const search = new URLSearchParams({ callbackUrl });
    if (typeof query.error === "string") search.set("error", query.error);
    redirect(`/api/auth/signin?${search}`);
  }
  const fields = { csrfToken: token ?? "", callbackUrl };
  return { methods: signInProviders().map((provider) => toMethod(provider, fields)), problem: problem() };

  function problem(): string | undefined {
    if (signInProviders().length === 0) return NOT_CONFIGURED;
    if (isUnavailable) return "Signing in does not work at the moment. Please try again soon.";
    if (!token) return "Signing in needs cookies. Please allow them, then sign in again from the home page.";
    if (isRequired) return "You are signed out. Sign in, then try again.";
    if (query.error === "database_away") return `${away.title}. ${away.next}`;
    return query.error === undefined
      ? undefined
      : "That did not work. Check the address, or make sure your account has a verified e-mail address, and try again.";
  }
}

/** Resolves an address of this app; one of another site becomes the default. */
function ownAddress(address: unknown): string {
  const { appUrl } = env();
  const base = `${appUrl}${AFTER_SIGN_IN}`;
  const url = typeof address === "string" ? URL.parse(address, base) : null;
  return url?.origin === new URL(appUrl).origin ? url.href : base;
}

function toMethod(
  { id, name, type }: { id: string; name: string; type: string },
  fields: Record<string, string>,
): SignInMethod {
  return type === "credentials"
    ? { id: "demo", label: "Sign in", action: "/api/auth/callback/demo", fields, asksForEmail: true }
    : { id, label: `Continue with ${name}`, action: `/api/auth/signin/${id}`, fields };
}

/** The form that signs out; null if people sign out elsewhere. */
export const prepareSignOut = async (): Promise<SignOutForm | null> => ({
  action: "/api/auth/signout",
  fields: {},
});

/** What the account page offers; null if people manage their accounts elsewhere. */
export async function prepareAccount(user: User): Promise<AccountChoices | null> {
  const accounts = await listAccounts(user.id);
  const fields = { csrfToken: (await csrfToken()) ?? "", callbackUrl: "/account" };
  const methods = signInProviders()
    .filter(({ id, type }) => type === "oauth" && !accounts.some(({ provider }) => provider === id))
    .map(({ id, name }) => ({ id, label: `Link ${name}`, action: `/api/auth/signin/${id}?link`, fields }));
  return { accounts, methods };
}

/** For the doctor: whether the cookies that sign-in needs arrive as they were set. */
export function checkSignIn(setCookies: readonly string[]): Finding {
  const subject = "Cookies";
  const remedy = "Have every proxy in front of the app pass its headers on unchanged.";
  if (setCookies.length === 0) {
    return failed(subject, "The app sets no cookies, so no one can sign in.", remedy);
  }
  const isHttps = env().appUrl.startsWith("https:");
  const attributes = [/; *HttpOnly/i, /; *SameSite=Lax/i, ...(isHttps ? [/; *Secure/i] : [])];
  const bare = setCookies.filter((cookie) => !attributes.every((attribute) => attribute.test(cookie)));
  const names = bare.map((cookie) => cookie.split("=")[0]).join(", ");
  return bare.length === 0
    ? passed(subject, `HttpOnly, SameSite=Lax${isHttps ? ", Secure" : ""}.`)
    : failed(subject, `${names} lost HttpOnly, SameSite or Secure on the way.`, remedy);
}

/** A path of the app whose response sets those cookies. */
export const cookiePath = "/api/auth/csrf";
