import { z } from "zod";
import { defineConfiguration } from "../../platform/configuration";
import { env } from "../../platform/env";
import { secureOriginSchema } from "../../platform/origins";

const credentials = (clientId: string | undefined, clientSecret: string | undefined) =>
  clientId && clientSecret ? { clientId, clientSecret } : undefined;

/** With which providers people sign in. */
export const providerConfiguration = defineConfiguration(
  z
    .object({
      GITHUB_ID: z.string().optional(),
      GITHUB_SECRET: z.string().optional(),
      GITHUB_URL: secureOriginSchema.default("https://github.com"),
      GOOGLE_CLIENT_ID: z.string().optional(),
      GOOGLE_CLIENT_SECRET: z.string().optional(),
    })
    .transform((raw) => ({
      github: credentials(raw.GITHUB_ID, raw.GITHUB_SECRET),
      /** GitHub, or a GitHub Enterprise Server. */
      githubUrl: raw.GITHUB_URL,
      google: credentials(raw.GOOGLE_CLIENT_ID, raw.GOOGLE_CLIENT_SECRET),
    })),
  ({ github, google }, variables) => {
    const app = env.read(variables);
    // Sign-in by a typed address proves nothing; it exists for the sandbox alone.
    if (!app?.production || app.sandbox || github || google) return [];
    return [
      "No one could sign in: set GITHUB_ID and GITHUB_SECRET, or GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.",
    ];
  },
);

/** Origins that the sign-in forms lead to. */
export function formTargets(): string[] {
  const { github, githubUrl, google } = providerConfiguration();
  return [...(github ? [githubUrl] : []), ...(google ? ["https://accounts.google.com"] : [])];
}
