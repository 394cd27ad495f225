import type { Account, NextAuthOptions, Profile, User } from "next-auth";
import { env } from "../../platform/env";
import { logSecurityEvent } from "../../platform/security-log";
import { findOrCreateUser, type Identity, linkAccount } from "../accounts";
import { startSession } from "../sessions";
import { cookieOptions } from "./cookies";
import { takeLinkingUser } from "./linking";
import { EMAIL_PROVIDER, signInProviders } from "./providers";
import { readSessionId } from "./session";
import { hasVerifiedEmail } from "./verified-email";

/** Our own pages, in place of those that next-auth would show. */
const pages = { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in", signOut: "/account" };

/**
 * next-auth with a JWT session. The JWT names a row of `Session`, which can end it, and holds no tokens of PostHog:
 * cookies cannot be rewritten while a page renders, and tokens belong where only one process at a time refreshes them.
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().authSecret,
    providers: signInProviders(),
    session: { strategy: "jwt" },
    cookies: cookieOptions(),
    pages,
    logger: {
      // The default logger would print the provider's answers.
      error: (reason) => logSecurityEvent("sign_in_refused", null, { reason }),
      warn: () => {},
      debug: () => {},
    },
    callbacks: {
      redirect: ({ url }) => (isOwnUrl(url) ? new URL(url, env().appUrl).href : env().appUrl),
      async signIn({ user, account, profile }) {
        const identity = identify(user, account, profile);
        if (!identity) {
          logSecurityEvent("sign_in_refused", null, { reason: "unverified_address" });
          return false;
        }
        const linking = await takeLinkingUser();
        if (!linking) return true;
        return (await linkAccount(linking.id, identity)) ? "/account?done=linked" : "/account?done=taken";
      },
      async jwt({ token, user, account, profile }) {
        const identity = identify(user, account, profile);
        if (!identity) return token;
        const { id } = await findOrCreateUser(identity);
        const sid = await startSession(id, identity.provider, await readSessionId());
        logSecurityEvent("sign_in", id, { provider: identity.provider });
        return { sub: id, sid };
      },
    },
  };
}

/** Whether a URL or path belongs to this app. */
export const isOwnUrl = (url: string): boolean =>
  URL.canParse(url, env().appUrl) && new URL(url, env().appUrl).origin === env().appUrl;

/** The identity that a provider vouches for; null without a verified address, and when only reading a session. */
function identify(user: User | undefined, account: Account | null, profile?: Profile): Identity | null {
  if (!account || !user?.email) return null;
  const isTyped = account.provider === EMAIL_PROVIDER.route;
  if (!isTyped && !hasVerifiedEmail(profile)) return null;
  return {
    provider: isTyped ? EMAIL_PROVIDER.name : account.provider,
    subject: account.providerAccountId,
    email: user.email,
    name: user.name ?? null,
  };
}
