import { parseArgs } from "node:util";
import { startDeployment } from "../tests/resilience/support/deployment";
import { inspectAndStop } from "../tests/resilience/support/fixtures";
import { soak } from "../tests/resilience/support/soak";
import { judge } from "../tests/resilience/support/soak-findings";
import { provideNginx } from "../tests/support/nginx";
import { providePostgres } from "../tests/support/postgres-server";

// Three processes of the app behind nginx, on one PostgreSQL, with a sandbox as PostHog. One is killed each ten
// seconds, and started again, while people click. Ends with 1 when a click is lost that was not inside a process
// that died, or a connection. `--rate` is clicks a second; `--short` takes twenty seconds. Needs an idle machine.
const { values } = parseArgs({
  options: { rate: { type: "string", default: "50" }, short: { type: "boolean", default: false } },
});
const options = values.short
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
const result = await soak(deployment, nginx, options);
const findings = await judge(deployment, options, result);
const secrets = await inspectAndStop(deployment, result.people).then(() => "nothing", String);
await postgres.stop();

const all = [
  ...findings,
  { what: "secrets and defects left behind", figure: secrets, ok: secrets === "nothing" },
];
console.table(all);
const count = (verdict: boolean) => all.filter(({ ok }) => ok === verdict).length;
process.stdout.write(`${count(true)} passed, ${count(false)} failed\n`);
process.exitCode = count(false) === 0 ? 0 : 1;
