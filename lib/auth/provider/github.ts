import GitHubProvider from "next-auth/providers/github";
import { z } from "zod";
import { providerConfiguration } from "./configuration";

const profileSchema = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const emailsSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** Sign-in with GitHub, or with a GitHub Enterprise Server. */
export function gitHubProvider(credentials: { clientId: string; clientSecret: string }) {
  const { githubUrl } = providerConfiguration();
  const apiUrl = githubUrl === "https://github.com" ? "https://api.github.com" : `${githubUrl}/api/v3`;
  return GitHubProvider({
    ...credentials,
    checks: ["pkce", "state"],
    authorization: `${githubUrl}/login/oauth/authorize?scope=read:user+user:email`,
    token: `${githubUrl}/login/oauth/access_token`,
    userinfo: { request: ({ tokens }) => readProfile(apiUrl, tokens.access_token) },
  });
}

// GitHub's profile may show an unverified address. PostHog would make an account for it, so only the primary
// verified one counts.
async function readProfile(apiUrl: string, token: string | undefined) {
  const headers = { authorization: `Bearer ${token}`, "user-agent": "open-in-posthog" };
  const [profile, emails] = await Promise.all(
    ["/user", "/user/emails"].map(async (path) => {
      const response = await fetch(apiUrl + path, { headers, signal: AbortSignal.timeout(10_000) });
      return response.json();
    }),
  );
  const primary = emailsSchema.parse(emails).find((entry) => entry.primary && entry.verified);
  const { id, login, name } = profileSchema.parse(profile);
  return {
    id,
    login,
    name: name ?? login,
    email: primary?.email ?? "",
    email_verified: primary !== undefined,
  };
}
