import { configuration, features, sealedColumns } from "@/features";
import { readAppSetting, readArguments } from "@/lib/platform/command";
import type { Finding } from "@/lib/platform/finding";
import { examine } from "./examination";

// Examines everything that this integration depends on, and says what to fix:
//   npm run doctor -- https://yourapp.example [--as=you@yourapp.example] [--json]
// It needs the app's own configuration. With --as, it mints one link with that user's connection and never opens it.
// Exits with 1 when something has to be fixed.
const { values, positionals } = readArguments(
  `Usage: npm run doctor -- [address] [--as=<e-mail>] [--json]

Examines everything on which this integration depends, and says what to fix. Give it the app's own configuration.
  address  Public origin of the app, instead of APP_URL
  --as     Mint one link with this user's connection, and do not open it
  --json   Print the findings as JSON
Exits with 1 when something has to be fixed.`,
  { as: { type: "string" }, json: { type: "boolean", default: false } },
  1,
);
const [origin] = positionals;
if (origin) process.env.APP_URL = origin;
readAppSetting();
// The findings say everything that a log would.
process.env.LOG_LEVEL = "silent";
if (process.env.APP_URL?.startsWith("https:")) Object.assign(process.env, { NODE_ENV: "production" });

const MARKS = { passed: "✓", failed: "✗", unproved: "–" };

const more = features.flatMap((feature) => feature.examine ?? []);
const findings: Finding[] = [];
for await (const finding of examine({ configuration, sealedColumns, more, email: values.as })) {
  findings.push(finding);
  if (values.json) continue;
  const { subject, verdict, detail, remedy } = finding;
  process.stdout.write(`${MARKS[verdict]} ${subject}: ${detail}\n${remedy ? `    → ${remedy}\n` : ""}`);
}
if (values.json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
process.exit(findings.some(({ verdict }) => verdict === "failed") ? 1 : 0);
