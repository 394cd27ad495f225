import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { addConnections, fillConnections, prepareBareClick, prepareClicks } from "./support/bench-clicks";
import { type Call, measure } from "./support/bench-load";
import { type Stage, setStage } from "./support/bench-stage";

// What a click costs, each figure beside its target, as ratios within this run: the production build, a process for
// each core (throughput and memory are one process's), PostgreSQL, and a stand-in for PostHog that is instant or waits
// 100 ms. Ends with 1 when a target is missed. `--short` takes fewer samples, a smaller table, and leaves memory out.
// Needs an idle machine.
const short = process.argv.includes("--short");
const SAMPLES = short ? 300 : 2000;
const MANY = short ? 100_000 : 1_000_000;
const USERS = 2000;
/** Until the compiler has seen what it is to make fast. */
const WARMING_UP = { connections: 8, count: 4000 };

const figures: { figure: string; value: number; target: string; ok: boolean }[] = [];

function report(figure: string, value: number, relation: "<=" | ">=" | "=", limit: number): void {
  const ok = relation === "=" ? value === limit : relation === "<=" ? value <= limit : value >= limit;
  figures.push({ figure, value: Math.round(value * 1000) / 1000, target: `${relation} ${limit}`, ok });
}

async function measureClicks(stage: Stage): Promise<void> {
  const client = new Client({ connectionString: stage.databaseUrl });
  await client.connect();
  // Read after the stage has set the configuration that it seals with.
  const { seal } = await import("../lib/tokens/vault");
  const ids = await addConnections(client, seal, USERS);
  const clicks = await prepareClicks(stage.appUrls, stage.secret, ids);
  const clicksOnOne = clicks.filter(({ url }) => url.startsWith(stage.appUrls[0] ?? ""));
  const bareUpstream: Call = {
    url: `${stage.upstreamUrl}/api/agentic/provisioning/deep_links`,
    init: { method: "POST", body: JSON.stringify({ purpose: "dashboard" }) },
    isServed: ({ status }) => status === 200,
  };
  await measure(clicks, WARMING_UP);

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

  const expireTokens = (from: number, to: number) =>
    client.query(`UPDATE "Connection" SET "accessTokenExpiresAt" = now() WHERE "userId" = ANY($1)`, [
      ids.slice(from, to),
    ]);
  await expireTokens(200, USERS);
  await measure(clicks.slice(200), { ...WARMING_UP, count: USERS - 200 });
  await expireTokens(0, 200);
  const before = await stage.refreshes();
  const bare = await measure([bareUpstream], { connections: 1, count: 20 });
  const rush = await measure(clicks.slice(0, 200), { connections: 200, count: 200 });
  report("refreshes for 200 tokens that end at once", (await stage.refreshes()) - before, "=", 200);
  report("slowest of 200 (p99) ÷ (refresh + mint)", rush.p99 / (2 * bare.p50), "<=", 2);

  await stage.setDelay(0);
  const bareClick = await prepareBareClick(stage.bareUrl);
  // What one core can do, by the time it takes: here the database and the clients want the same cores.
  const perSecond = async (calls: readonly Call[], time: () => number) => {
    await measure(calls, WARMING_UP);
    const before = time();
    await measure(calls, { connections: 16, count: SAMPLES * 2 });
    return (SAMPLES * 2) / (time() - before);
  };
  const redirects = await perSecond([bareClick], stage.bareTime);
  const throughput = await perSecond(clicksOnOne, stage.appTime);
  report("clicks ÷ bare redirecting actions, in a second of one core", throughput / redirects, ">=", 0.5);

  const few = await measure(clicks, { connections: 1, count: SAMPLES });
  await fillConnections(client, MANY);
  await measure(clicks, { connections: 1, count: SAMPLES / 4 });
  const many = await measure(clicks, { connections: 1, count: SAMPLES });
  report(`p50 with ${MANY.toLocaleString("en")} connections ÷ with 2,000`, many.p50 / few.p50, "<=", 1.1);

  if (!short) {
    const memory = async (count: number) => {
      await measure(clicksOnOne, { connections: 16, count });
      await sleep(3000);
      return stage.appMemory();
    };
    const early = await memory(10_000);
    report("memory after 100,000 clicks ÷ after 10,000", (await memory(90_000)) / early, "<=", 1.1);
  }
  await client.end();
}

const stage = await setStage();
try {
  await measureClicks(stage);
} finally {
  await stage.stop();
}
console.table(figures);
process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
