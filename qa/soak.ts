import { parseArgs } from "node:util";
import { runSoak } from "../tests/resilience/support/soak-run";

// Three processes of the app behind nginx, running two builds in turn, with a sandbox as PostHog. While people click,
// one process is killed each ten seconds and started again with the other build, and each twenty seconds every access
// token ends and PostgreSQL is restarted. Ends with 1 when a click fails that was not inside a process that died, or
// a connection is lost other than by a kill between PostHog's answer and the save. `--rate` is clicks a second;
// `--short` takes half a minute. Needs an idle machine.
const { values } = parseArgs({
  options: { rate: { type: "string", default: "50" }, short: { type: "boolean", default: false } },
});
const findings = await runSoak(
  values.short
    ? { seconds: 30, clicksPerSecond: 15, killEverySeconds: 7, restartEverySeconds: 12 }
    : { seconds: 120, clicksPerSecond: Number(values.rate), killEverySeconds: 10, restartEverySeconds: 20 },
);
console.table(findings);
const count = (verdict: boolean) => findings.filter(({ ok }) => ok === verdict).length;
process.stdout.write(`${count(true)} passed, ${count(false)} failed\n`);
process.exitCode = count(false) === 0 ? 0 : 1;
