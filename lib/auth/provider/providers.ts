import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import GoogleProvider from "next-auth/providers/google";
import { z } from "zod";
import { logSecurityEvent } from "../../platform/security-log";
import { providerConfiguration, signsInByEmailAlone } from "./configuration";
import { gitHubProvider } from "./github";

/** Sign-in by a typed address: its name in our tables, and in next-auth's routes. */
export const EMAIL_PROVIDER = { name: "email", route: "demo" };

const typedEmailSchema = z.string().trim().toLowerCase().pipe(z.email().max(254));

/** The configured ways to sign in. By e-mail address alone only when PostHog is the sandbox. */
export function signInProviders(): NextAuthOptions["providers"] {
  const { github, google } = providerConfiguration();
  return [
    ...(github ? [gitHubProvider(github)] : []),
    ...(google ? [GoogleProvider({ ...google, checks: ["pkce", "state", "nonce"] })] : []),
    ...(signsInByEmailAlone() ? [demoProvider()] : []),
  ];
}

function demoProvider() {
  return CredentialsProvider({
    id: EMAIL_PROVIDER.route,
    credentials: { email: { type: "email" } },
    authorize(credentials) {
      const email = typedEmailSchema.safeParse(credentials?.email);
      if (email.success) return { id: email.data, email: email.data };
      logSecurityEvent("sign_in_refused", null, { reason: "invalid_address" });
      return null;
    },
  });
}
