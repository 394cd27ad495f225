import type { NextAuthOptions } from "next-auth";
import { env } from "../../platform/env";
import { findOrCreateUser } from "../users";
import { signInProviders } from "./providers";
import { hasVerifiedEmail } from "./verified-email";

/**
 * next-auth with a JWT session. The token holds the user's id and nothing from PostHog: cookies cannot be
 * rewritten while a page renders, and tokens belong where one refresher can guard them.
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().authSecret,
    providers: signInProviders(),
    session: { strategy: "jwt" },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    // Default logging would print the provider's answers.
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
    callbacks: {
      signIn: ({ account, profile }) => account?.provider === "demo" || hasVerifiedEmail(profile),
      async jwt({ token, user }) {
        // `user` is there at sign-in only.
        if (user?.email) token.sub = await findOrCreateUser(user.email, user.name ?? null);
        return { sub: token.sub };
      },
      session: ({ session, token }) => ({ expires: session.expires, user: { id: token.sub ?? "" } }),
    },
  };
}
