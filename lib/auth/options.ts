import type { NextAuthOptions } from "next-auth";
import { db } from "../db";
import { env } from "../env";
import { signInProviders } from "./providers";
import { hasVerifiedEmail } from "./verified-email";

/**
 * next-auth with a JWT session. The token holds the user's id and nothing of PostHog's: cookies cannot be
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
        if (user?.email) token.sub = await upsertUser(user.email, user.name ?? null);
        return { sub: token.sub };
      },
      session: ({ session, token }) => ({ expires: session.expires, user: { id: token.sub ?? "" } }),
    },
  };
}

async function upsertUser(email: string, name: string | null): Promise<string> {
  const lowerCase = email.toLowerCase();
  const { id } = await db().user.upsert({
    where: { email: lowerCase },
    create: { email: lowerCase, name },
    update: name ? { name } : {},
    select: { id: true },
  });
  return id;
}
