import { isIPv6 } from "node:net";
import { z } from "zod";
import { defineConfiguration } from "../../platform/configuration";
import { env } from "../../platform/env";
import { isLoopback, secureOriginSchema } from "../../platform/origins";

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
    if (!app || github || google) return [];
    const remedy = `set GITHUB_ID and GITHUB_SECRET, or GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.`;
    if (!app.sandbox) return app.production ? [`No one could sign in: ${remedy}`] : [];
    const places = [
      ["APP_URL", app.appUrl],
      ["HOSTNAME", urlOf(app.listenAddress ?? "127.0.0.1")],
    ] as const;
    return places.flatMap(([name, url]) =>
      isLoopback(url)
        ? []
        : [`${name} must be on this machine, where anyone can sign in with any e-mail address; or ${remedy}`],
    );
  },
);

const urlOf = (address: string): string => `http://${isIPv6(address) ? `[${address}]` : address}`;

/** Whether people sign in by a typed address, which proves nothing: with the sandbox, for want of a provider. */
export function signsInByEmailAlone(): boolean {
  const { github, google } = providerConfiguration();
  return env().sandbox && !github && !google;
}

/** Origins that the sign-in forms lead to. */
export function formTargets(): string[] {
  const { github, githubUrl, google } = providerConfiguration();
  return [...(github ? [githubUrl] : []), ...(google ? ["https://accounts.google.com"] : [])];
}
