import { configuration } from "../features";
import { posthogMessages } from "../lib/connection/posthog-messages";
import {
  type RegistrationReport,
  registerInRegion,
  requestRegistration,
} from "../lib/identity/registration-report";
import { readAppSetting, readArguments } from "../lib/platform/command";
import { openDatabase } from "../lib/platform/db";
import { env } from "../lib/platform/env";
import { requireConfiguration } from "../lib/platform/requirement";
import { PostHogError, type PostHogErrorCode } from "../lib/posthog/errors";
import { regionSchema } from "../lib/posthog/regions";

// Registers this client in both regions, or has PostHog check it again, and reports the result of each check. The app
// must be running, because PostHog reads the metadata document from it. Exits with 1 if something needs fixing.
const { values } = readArguments(
  `Usage: npm run register -- [--json]

Registers this client in both regions, or has PostHog look at it again, and says how each check went. The app has to
be up. Exits with 1 when something has to be fixed.`,
  { json: { type: "boolean", default: false } },
);

type Failure = Pick<RegistrationReport, "region"> & { status: "FAILED"; code: PostHogErrorCode };

readAppSetting();
requireConfiguration(configuration);
const results: (RegistrationReport | Failure)[] = [];
for (const region of regionSchema.options) {
  try {
    // The running app has an embedded database open, so this command cannot open it.
    const stored = env().databaseUrl !== undefined;
    if (stored) await openDatabase();
    results.push(await (stored ? registerInRegion : requestRegistration)(region));
  } catch (error) {
    if (!(error instanceof PostHogError)) throw error;
    results.push({ region, status: "FAILED", code: error.code });
  }
}
process.stdout.write(
  values.json ? `${JSON.stringify(results, null, 2)}\n` : results.map(describe).join("\n"),
);
process.exit(results.every(({ status }) => status === "REGISTERED" || status === "UNNEEDED") ? 0 : 1);

function describe(result: RegistrationReport | Failure): string {
  const host = `${result.region}  ${env().posthogUrls[result.region]}`;
  if (result.status === "FAILED") {
    const { title, body, next } = posthogMessages[result.code];
    return `${host}\n  ✗ ${title}. ${body} ${next}\n`;
  }
  const verdict = {
    REGISTERED: `registered, as a ${result.clientType ?? "known"} client`,
    CHECKS_FAILED: "registered with failed checks",
    REFUSED: "not registered",
    UNNEEDED: "registers a client by itself, on its first connection",
  }[result.status];
  const checks = result.checks.map(({ ok, title, detail, meaning, remedy }) =>
    remedy
      ? `  ✗ ${title}: ${detail}\n      ${meaning}\n      → ${remedy}\n`
      : `  ${ok ? "✓" : "✗"} ${title}: ${detail}\n`,
  );
  return `${host}: ${verdict}\n${checks.join("")}`;
}
