import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { addConnections, fillConnections, prepareBareClick, prepareClicks } from "./support/bench-clicks";
import { type Call, measure } from "./support/bench-load";
import { setStage } from "./support/bench-stage";

// What a click costs, each figure beside its target, as ratios within this run: the production build, on one core
// where throughput is compared, PostgreSQL, and a stand-in for PostHog that is instant or waits 100 ms. Ends with 1
// when a target is missed. `--short` takes fewer samples, a smaller table, and leaves memory out. Needs an idle machine.
const short = process.argv.includes("--short");
const SAMPLES = short ? 300 : 2000;
const MANY = short ? 100_000 : 1_000_000;
const USERS = 2000;

const stage = await setStage();
const client = new Client({ connectionString: stage.databaseUrl });
await client.connect();
// Read after the stage has set the configuration that it seals with.
const { seal } = await import("../lib/vault");
const ids = await addConnections(client, seal, USERS);
const clicks = await prepareClicks(stage.appUrl, stage.secret, ids);
const bareUpstream: Call = {
  url: `${stage.upstreamUrl}/api/agentic/provisioning/deep_links`,
  status: 200,
  init: { method: "POST", body: JSON.stringify({ purpose: "dashboard" }) },
};
const figures: { figure: string; value: number; target: string; ok: boolean }[] = [];

function report(figure: string, value: number, relation: "<=" | ">=" | "=", limit: number): void {
  const ok = relation === "=" ? value === limit : relation === "<=" ? value <= limit : value >= limit;
  figures.push({ figure, value: Math.round(value * 1000) / 1000, target: `${relation} ${limit}`, ok });
}

await measure(clicks, { connections: 8, count: SAMPLES });

await stage.setDelay(100);
for (const connections of [1, 16]) {
  const count = connections === 1 ? SAMPLES / 10 : SAMPLES;
  const bare = await measure([bareUpstream], { connections, count });
  const click = await measure(clicks, { connections, count });
  report(
    `click ÷ bare upstream call of 100 ms, p50, ${connections} at a time`,
    click.p50 / bare.p50,
    "<=",
    1.1,
  );
  report(
    `click ÷ bare upstream call of 100 ms, p99, ${connections} at a time`,
    click.p99 / bare.p99,
    "<=",
    1.3,
  );
}

await client.query(`UPDATE "Connection" SET "accessTokenExpiresAt" = now() WHERE "userId" = ANY($1)`, [
  ids.slice(0, 200),
]);
const before = await stage.refreshes();
const bare = await measure([bareUpstream], { connections: 1, count: 20 });
const rush = await measure(clicks.slice(0, 200), { connections: 200, count: 200 });
report("refreshes for 200 tokens that end at once", (await stage.refreshes()) - before, "=", 200);
report("slowest of 200 (p99) ÷ (refresh + mint)", rush.p99 / (2 * bare.p50), "<=", 2);

await stage.setDelay(0);
stage.pinToOneCore();
const bareClick = await prepareBareClick(stage.bareUrl);
await measure([bareClick], { connections: 8, count: SAMPLES });
const redirects = await measure([bareClick], { connections: 16, count: SAMPLES * 2 });
const throughput = await measure(clicks, { connections: 16, count: SAMPLES * 2 });
report(
  "clicks a second ÷ bare redirecting actions a second",
  throughput.perSecond / redirects.perSecond,
  ">=",
  0.5,
);

const few = await measure(clicks, { connections: 1, count: SAMPLES });
await fillConnections(client, MANY);
await measure(clicks, { connections: 1, count: SAMPLES / 4 });
const many = await measure(clicks, { connections: 1, count: SAMPLES });
report(`p50 with ${MANY.toLocaleString("en")} connections ÷ with 2,000`, many.p50 / few.p50, "<=", 1.1);

if (!short) {
  const memory = async (count: number) => {
    await measure(clicks, { connections: 16, count });
    await sleep(3000);
    return stage.appMemory();
  };
  const early = await memory(10_000);
  report("memory after 100,000 clicks ÷ after 10,000", (await memory(90_000)) / early, "<=", 1.1);
}

await client.end();
await stage.stop();
console.table(figures);
process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
