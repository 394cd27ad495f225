import { mkdirSync } from "node:fs";
import { z } from "zod";
import { fail, readEnvFiles } from "../../lib/platform/command";
import { requireFreePort, start, waitUntilUp } from "./processes";

export interface LocalSetting {
  readonly port: number;
  readonly appUrl: string;
  /** Set if this command also starts the sandbox. */
  readonly sandbox?: { readonly us: string; readonly eu: string };
  readonly env: Record<string, string>;
}

/** Reads the ports and URLs of the app and the sandbox, and makes sure that the ports are free. */
export async function readLocalSetting(): Promise<LocalSetting> {
  readEnvFiles();
  process.env.NEXT_TELEMETRY_DISABLED ??= "1";
  const port = readPort("PORT", 3000);
  const appUrl = process.env.APP_URL ?? `http://localhost:${port}`;
  await requireFreePort(port, "PORT");
  if (process.env.POSTHOG_US_URL || process.env.POSTHOG_EU_URL) {
    return { port, appUrl, env: { PORT: String(port), APP_URL: appUrl } };
  }
  const usPort = readPort("SANDBOX_US_PORT", 8010);
  const euPort = readPort("SANDBOX_EU_PORT", 8020);
  await requireFreePort(usPort, "SANDBOX_US_PORT");
  await requireFreePort(euPort, "SANDBOX_EU_PORT");
  const sandbox = { us: `http://127.0.0.1:${usPort}`, eu: `http://127.0.0.1:${euPort}` };
  return {
    port,
    appUrl,
    sandbox,
    env: {
      PORT: String(port),
      APP_URL: appUrl,
      POSTHOG_US_URL: sandbox.us,
      POSTHOG_EU_URL: sandbox.eu,
      SANDBOX_US_PORT: String(usPort),
      SANDBOX_EU_PORT: String(euPort),
      ALLOW_SANDBOX: "1",
    },
  };
}

function readPort(name: string, fallback: number): number {
  const value = process.env[name] || String(fallback);
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1 && port <= 65535) return port;
  return fail(`${name}: must be a whole number, 1 to 65535, for example ${name}=${fallback}`);
}

/** Starts the sandbox, unless the app uses another PostHog. The sandbox keeps its state beside the app's. */
export async function startSandbox({ sandbox, env }: LocalSetting): Promise<void> {
  if (!sandbox) return;
  const data = process.env.SANDBOX_DATA ?? ".data/sandbox";
  mkdirSync(data, { recursive: true });
  start("The sandbox", process.execPath, ["sandbox/start.mjs"], {
    ...env,
    SANDBOX_DATA: data,
  });
  await waitUntilUp(`${sandbox.us}/_sandbox/health`, "The sandbox");
}

const usersSchema = z.object({
  users: z.array(z.object({ organizations: z.array(z.object({ id: z.string() })) })),
});

/**
 * Variables that let the demonstration show the partner's side: an operator, and the key of an admin of the partner's
 * organization in the sandbox. Existing settings stay.
 */
async function readPartnerAccess(sandboxUrl: string): Promise<Record<string, string>> {
  const { OPERATORS: operators, POSTHOG_PARTNER_API_KEY: key } = process.env;
  const answer = await fetch(`${sandboxUrl}/_sandbox/users?email=partner@example.com`);
  const organization = usersSchema.parse(await answer.json()).users[0]?.organizations[0];
  return {
    OPERATORS: [operators, "olivia@story.example"].filter(Boolean).join(","),
    ...(key || !organization
      ? {}
      : {
          POSTHOG_PARTNER_API_KEY: "phx_sandbox_partner_admin",
          POSTHOG_PARTNER_ORGANIZATION_ID: organization.id,
          POSTHOG_PARTNER_REGION: "US",
        }),
  };
}

/** Starts the app on loopback only, and prints where to look and what to try. */
export async function startApp({ port, appUrl, sandbox, env }: LocalSetting, command: "dev" | "start") {
  const partner = sandbox ? await readPartnerAccess(sandbox.us) : {};
  start("The app", "node_modules/.bin/next", [command, "--hostname", "127.0.0.1", "--port", String(port)], {
    ...env,
    ...partner,
  });
  await waitUntilUp(`http://localhost:${port}/.well-known/posthog-client.json`, "The app");
  const lines = ["", `  Ready.  App      ${appUrl}`];
  if (sandbox) {
    lines.push(`          PostHog  ${sandbox.us} (US sandbox), ${sandbox.eu} (EU sandbox)`);
    lines.push(`          Inspect  ${sandbox.us}/_sandbox`, "", "  Try:");
    lines.push(
      "    1. Sign in as you@example.com and press Connect PostHog: PostHog creates an account without asking.",
    );
    lines.push("    2. Sign in as existing@example.com: PostHog asks for consent first.");
    lines.push("    3. Press Open in PostHog, and watch the calls in the inspector.");
    lines.push(
      `    4. Follow a story, including failures, with the calls to PostHog beside it: ${appUrl}/demo`,
    );
  }
  process.stdout.write(`${lines.join("\n")}\n\n  Ctrl-C ends everything.\n\n`);
}
