import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Client } from "pg";
import { addConnections, chooseIds, prepareClicks } from "./support/bench-clicks";
import { type Call, load } from "./support/bench-load";
import { type RunningApp, setStage } from "./support/bench-stage";
import { sumStages } from "./support/profile-stages";

// Prints where the processor time of a click goes, in microseconds by package, beside the click written by hand.
const CLICKS = 4000;
const USERS = 200;
const LOAD = { connections: 16, count: CLICKS };

const folder = mkdtempSync(join(tmpdir(), "profile-"));
process.env.CPU_PROFILES = folder;

/** Microseconds per click, by stage. */
async function profile({ pid }: RunningApp, calls: readonly Call[]): Promise<Map<string, number>> {
  await load(calls, LOAD);
  process.kill(pid, "SIGUSR2");
  await load(calls, LOAD);
  process.kill(pid, "SIGUSR2");
  const file = join(folder, `${pid}.json`);
  while (!existsSync(file)) await sleep(100);
  const spent = sumStages(JSON.parse(readFileSync(file, "utf8")));
  return new Map([...spent].map(([stage, microseconds]) => [stage, microseconds / CLICKS]));
}

const stage = await setStage(`--import ${pathToFileURL(resolve("qa/support/cpu-profiler.mjs"))}`);
try {
  const client = new Client({ connectionString: stage.databaseUrl });
  await client.connect();
  const { seal } = await import("../lib/tokens/vault");
  const ids = chooseIds(USERS);
  await addConnections(client, seal, ids);
  await client.end();
  const clicksOn = (page: string, { urls: [url = ""] }: RunningApp) =>
    prepareClicks(page, [url], stage.secret, ids);
  const byHand = await profile(stage.byHand, await clicksOn("/", stage.byHand));
  const ours = await profile(stage.ours, await clicksOn("/connection", stage.ours));
  const stages = [...new Set([...ours.keys(), ...byHand.keys()])];
  const rows = stages.map((name) => ({
    stage: name,
    ours: Math.round(ours.get(name) ?? 0),
    byHand: Math.round(byHand.get(name) ?? 0),
  }));
  const sum = (of: Map<string, number>) => Math.round([...of.values()].reduce((a, b) => a + b, 0));
  console.table([
    ...rows.filter((row) => row.ours + row.byHand >= 10).sort((a, b) => b.ours - a.ours),
    { stage: "all", ours: sum(ours), byHand: sum(byHand) },
  ]);
  process.stdout.write(`Microseconds of a click. The profiles are in ${folder}.\n`);
} finally {
  await stage.stop();
}
