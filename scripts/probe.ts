import { randomBytes } from "node:crypto";
import { z } from "zod";
import { scopeReasons } from "../features";
import { requestedScopes } from "../lib/connection/scopes";
import { posthog } from "../lib/identity/client";
import { fail, readAppSetting, readArguments } from "../lib/platform/command";
import { ConfigurationError } from "../lib/platform/configuration";
import { env } from "../lib/platform/env";
import { isLoopback } from "../lib/platform/origins";
import { regionSchema } from "../lib/posthog/regions";
import { probe } from "./support/probe/probe";
// <sandbox>
import { serveDocument } from "./support/probe/serve-document";

// </sandbox>

// Runs the whole flow against PostHog with a new account, and reports where an answer is not what this code expects:
//   npm run probe -- --region=US --email=probe@yourdomain.example --yes
// The account and its project stay at PostHog. Exits with 1 if an answer differs.
const { values } = readArguments(
  `Usage: npm run probe -- [--region=US | --region=EU] [--email=<address>] [--yes]

Runs the whole flow against PostHog with an account that is made for it, and says where an answer is not what this code
expects. The account and its project stay at PostHog. Exits with 1 when something differs.`,
  {
    region: { type: "string", default: "US" },
    email: { type: "string", default: "probe@example.com" },
    yes: { type: "boolean", default: false },
  },
);
const options = z
  .object({ region: regionSchema, email: z.email().transform(newAddress) })
  .safeParse({ ...values, region: values.region.toUpperCase() });
if (!options.success) fail("Pass --region=US or --region=EU, and an e-mail address with --email.");
const { region, email } = options.data;

readAppSetting();
process.env.LOG_LEVEL = "silent";
// <sandbox>
if (!process.env.APP_URL) process.env.APP_URL = await serveDocument();
// </sandbox>
const { origin, isLive } = readTarget();
if (isLive && !values.yes) {
  fail(`This creates an account and a project at ${origin}, and both stay there. Pass --yes to continue.`);
}

let differences = 0;
for await (const step of probe(posthog(), { region, email, scopes: requestedScopes(scopeReasons) })) {
  differences += step.differences.length;
  const lines = step.differences.map((difference) => `    ${difference}\n`);
  process.stdout.write(`${lines.length > 0 ? "✗" : "✓"} ${step.name}\n${lines.join("")}`);
}
process.stdout.write(
  differences === 0
    ? `Nothing at ${origin} differs from what this code expects.\n`
    : `${origin} differs in ${differences} ${differences === 1 ? "place" : "places"} from what this code expects. docs/probe.md says how to read this.\n`,
);
process.exit(differences === 0 ? 0 : 1);

/** A new address for the same mailbox, because PostHog creates one account per address. */
function newAddress(address: string): string {
  const [mailbox, host] = address.toLowerCase().split("@");
  return `${mailbox}+${randomBytes(6).toString("hex")}@${host}`;
}

function readTarget() {
  try {
    const url = env().posthogUrls[region];
    return { origin: url, isLive: !isLoopback(url) };
  } catch (error) {
    if (error instanceof ConfigurationError) return fail(error.message);
    throw error;
  }
}
