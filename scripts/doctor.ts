import { parseArgs } from "node:util";
import { examine } from "../features/doctor/examination";
import type { Finding } from "../features/doctor/finding";
import { readAppSetting } from "./support/local";

// Looks at everything on which this integration depends, and says what to mend:
//   npm run doctor -- https://yourapp.example [--as=you@yourapp.example] [--json]
// It needs the app's own configuration. With --as it mints one link with that user's connection, for nobody to
// open. Ends with 1 when something has to be mended.
const { values, positionals } = parseArgs({
  options: { as: { type: "string" }, json: { type: "boolean", default: false } },
  allowPositionals: true,
});
const [origin] = positionals;
if (origin) process.env.APP_URL = origin;
readAppSetting();
// Its own findings say it all.
process.env.LOG_LEVEL = "silent";
if (process.env.APP_URL?.startsWith("https:")) Object.assign(process.env, { NODE_ENV: "production" });

const MARKS = { passed: "✓", failed: "✗", unproved: "–" };

const findings: Finding[] = [];
for await (const finding of examine(values.as)) {
  findings.push(finding);
  if (values.json) continue;
  const { subject, verdict, detail, remedy } = finding;
  process.stdout.write(`${MARKS[verdict]} ${subject}: ${detail}\n${remedy ? `    → ${remedy}\n` : ""}`);
}
if (values.json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
process.exit(findings.some(({ verdict }) => verdict === "failed") ? 1 : 0);
