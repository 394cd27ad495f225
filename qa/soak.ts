import { parseArgs } from "node:util";
import { runSoak } from "../tests/resilience/support/soak-run";

// Runs three processes of the app behind nginx, with two alternating builds and a sandbox as PostHog. While users
// click, one process is killed every ten seconds and restarted with the other build, and every twenty seconds all
// access tokens expire and PostgreSQL restarts. Exits with 1 if a click fails that was not inside a killed process, or
// if a connection is lost other than by a kill between PostHog's answer and the save. `--rate` sets the clicks per
// second; `--short` takes half a minute. Needs an idle machine.
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
