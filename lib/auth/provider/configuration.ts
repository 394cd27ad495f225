import { isIPv6 } from "node:net";
import { z } from "zod";
import { defineConfiguration } from "../../platform/configuration";
import { env } from "../../platform/env";
import { isLoopback, secureOriginSchema } from "../../platform/origins";

/** Requires both variables or neither. */
function credentials(
  [idName, clientId]: readonly [string, string | undefined],
  [secretName, clientSecret]: readonly [string, string | undefined],
  context: z.RefinementCtx,
) {
  if (clientId && clientSecret) return { clientId, clientSecret };
  if (clientId || clientSecret) {
    const [given, missing] = clientId ? [idName, secretName] : [secretName, idName];
    context.addIssue({
      code: "custom",
      path: [missing],
      message: `is missing, and ${given} is set: set both or neither`,
    });
  }
  return undefined;
}

/** The providers that people sign in with. */
export const providerConfiguration = defineConfiguration(
  z
    .object({
      GITHUB_ID: z.string().optional().meta({ example: "Iv1.0123456789abcdef" }),
      GITHUB_SECRET: z.string().optional().meta({ example: "the client secret from GitHub" }),
      GITHUB_URL: secureOriginSchema.default("https://github.com").meta({ example: "https://github.com" }),
      GOOGLE_CLIENT_ID: z.string().optional().meta({ example: "123-abc.apps.googleusercontent.com" }),
      GOOGLE_CLIENT_SECRET: z.string().optional().meta({ example: "the client secret from Google" }),
    })
    .transform((raw, context) => ({
      github: credentials(["GITHUB_ID", raw.GITHUB_ID], ["GITHUB_SECRET", raw.GITHUB_SECRET], context),
      /** GitHub, or a GitHub Enterprise Server. */
      githubUrl: raw.GITHUB_URL,
      google: credentials(
        ["GOOGLE_CLIENT_ID", raw.GOOGLE_CLIENT_ID],
        ["GOOGLE_CLIENT_SECRET", raw.GOOGLE_CLIENT_SECRET],
        context,
      ),
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

/** Whether people sign in by a typed e-mail address, which proves nothing: with the sandbox and no provider. */
export function signsInByEmailAlone(): boolean {
  const { github, google } = providerConfiguration();
  return env().sandbox && !github && !google;
}

/** Origins that the sign-in forms lead to. */
export function formTargets(): string[] {
  const { github, githubUrl, google } = providerConfiguration();
  return [...(github ? [githubUrl] : []), ...(google ? ["https://accounts.google.com"] : [])];
}
