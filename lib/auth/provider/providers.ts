import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import GitHubProvider from "next-auth/providers/github";
import GoogleProvider from "next-auth/providers/google";
import { z } from "zod";
import { env } from "../../platform/env";
import { providerConfiguration } from "./configuration";

const typedEmailSchema = z.string().trim().toLowerCase().pipe(z.email().max(254));

/** Ways to sign in, from the configuration. By e-mail alone only where PostHog is the sandbox. */
export function signInProviders(): NextAuthOptions["providers"] {
  const { sandbox } = env();
  const { github, google } = providerConfiguration();
  return [
    ...(github ? [GitHubProvider({ ...github, userinfo: { request: requestGitHubProfile } })] : []),
    ...(google ? [GoogleProvider(google)] : []),
    ...(sandbox && !github && !google ? [demoProvider()] : []),
  ];
}

function demoProvider() {
  return CredentialsProvider({
    id: "demo",
    credentials: { email: { type: "email" } },
    authorize(credentials) {
      const email = typedEmailSchema.safeParse(credentials?.email);
      return email.success ? { id: email.data, email: email.data } : null;
    },
  });
}

const gitHubProfile = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const gitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

// GitHub's profile may show an unverified address. PostHog would make an account for it, so only the primary
// verified one counts.
async function requestGitHubProfile({ tokens }: { tokens: { access_token?: string | undefined } }) {
  const headers = { authorization: `Bearer ${tokens.access_token}`, "user-agent": "open-in-posthog" };
  const [profile, emails] = await Promise.all(
    ["https://api.github.com/user", "https://api.github.com/user/emails"].map(async (url) => {
      const response = await fetch(url, { headers, signal: AbortSignal.timeout(10_000) });
      return response.json();
    }),
  );
  const primary = gitHubEmails.parse(emails).find((entry) => entry.primary && entry.verified);
  const { id, login, name } = gitHubProfile.parse(profile);
  return {
    id,
    login,
    name: name ?? login,
    email: primary?.email ?? "",
    email_verified: primary !== undefined,
  };
}
