import { parseArgs } from "node:util";
import { startDeployment } from "../tests/resilience/support/deployment";
import { inspectAndStop } from "../tests/resilience/support/fixtures";
import { soak } from "../tests/resilience/support/soak";
import { provideNginx } from "./support/nginx";
import { providePostgres } from "./support/postgres";

// Three processes of the app behind nginx, on one PostgreSQL, with a sandbox as PostHog. One is killed each ten
// seconds, and started again, while people click. Ends with 1 when a click is lost that was not inside a process
// that died, or a connection. `--rate` is clicks a second; `--short` takes twenty seconds. Needs an idle machine.
const { values } = parseArgs({
  options: { rate: { type: "string", default: "50" }, short: { type: "boolean", default: false } },
});
const hardship = values.short
  ? { seconds: 20, clicksPerSecond: 15, killEverySeconds: 7 }
  : { seconds: 120, clicksPerSecond: Number(values.rate), killEverySeconds: 10 };

const nginx = provideNginx();
const postgres = await providePostgres();
const deployment = await startDeployment({
  postgresUrl: postgres.url,
  processes: 3,
  balance: nginx.balance,
  env: { LOG_LEVEL: "info" },
});
const { findings, people } = await soak(deployment, nginx, hardship);
const secrets = await inspectAndStop(deployment, people).then(
  () => "none",
  (error: unknown) => String(error),
);
await postgres.stop();

const all = [
  ...findings,
  { what: "secrets and defects left behind", figure: secrets, ok: secrets === "none" },
];
console.table(Object.fromEntries(all.map(({ what, ...rest }) => [what, rest])));
const failed = all.filter(({ ok }) => !ok).length;
process.stdout.write(`${all.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
