import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Client } from "pg";
import { addConnections, chooseIds, fillConnections, prepareClicks } from "./support/bench-clicks";
import { type Call, load, summarize } from "./support/bench-load";
import { type RunningApp, type Stage, setStage } from "./support/bench-stage";

// Measures a click against the same click written by hand, and compares each ratio with its target. Uses production
// builds, one process per core, PostgreSQL, and a stand-in for PostHog that answers at once or after 100 ms. The two
// apps take turns, so that other load on the machine affects both. Exits with 1 if a target is missed. `--short` takes
// fewer samples and a smaller table, and skips memory. Needs an idle machine.
const short = process.argv.includes("--short");
const SAMPLES = short ? 400 : 2000;
const MANY = short ? 100_000 : 1_000_000;
const USERS = 2000;
const RUSH = 200;
const TURNS = 5;
/** A rush is short, and one pause of the machine would decide its 99th percentile. */
const RUSH_TURNS = 30;
/** The load before measuring, so that the JIT compiler has optimized the code. */
const WARMING_UP = { connections: 8, count: 4000 };

const figures: { figure: string; value: number; target?: string; ok?: boolean }[] = [];

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function report(figure: string, value: number, relation: "<=" | "=", limit: number): void {
  const ok = relation === "=" ? value === limit : value <= limit;
  figures.push({ figure, value: rounded(value), target: `${relation} ${limit}`, ok });
}

/** Adds a figure that has no target but explains others. */
const explain = (figure: string, value: number): void => void figures.push({ figure, value: rounded(value) });

async function measureClicks(stage: Stage): Promise<void> {
  const client = await connect(stage.databaseUrl);
  // Imported after the stage has set the configuration for sealing.
  const { seal } = await import("../lib/tokens/vault");
  const ids = chooseIds(USERS);
  await addConnections(client, seal, ids);
  const ours = await prepareClicks("/connection", stage.ours.urls, stage.secret, ids);
  const byHand = await prepareClicks("/", stage.byHand.urls, stage.secret, ids);
  const onFirst = (calls: readonly Call[], { urls }: RunningApp) =>
    calls.filter(({ url }) => url.startsWith(urls[0] ?? ""));
  const oursOnOne = onFirst(ours, stage.ours);
  const byHandOnOne = onFirst(byHand, stage.byHand);
  for (const calls of [ours, byHand]) await load(calls, WARMING_UP);

  // Measure processor time instead of throughput: on this machine, the database and the clients compete for the cores.
  const seconds = { byHand: 0, ours: 0, byHandOnAll: 0, oursOnAll: 0 };
  const databaseSeconds = { ...seconds };
  await takeTurns(async () => {
    const spend = async (of: keyof typeof seconds, app: RunningApp, calls: readonly Call[]) => {
      const [before, databaseBefore] = [app.coreSeconds(), stage.databaseSeconds()];
      await load(calls, { connections: 16, count: SAMPLES });
      seconds[of] += app.coreSeconds() - before;
      databaseSeconds[of] += stage.databaseSeconds() - databaseBefore;
    };
    await spend("byHand", stage.byHand, byHandOnOne);
    await spend("ours", stage.ours, oursOnOne);
    await spend("byHandOnAll", stage.byHand, byHand);
    await spend("oursOnAll", stage.ours, ours);
  });
  report("processor time of a click ÷ by hand", seconds.ours / seconds.byHand, "<=", 1);
  // If this stays at one, a second process serves as much as the first. Where the processes share their cores with
  // PostgreSQL and the clients, the click by hand does not stay there either.
  const growth = { ours: seconds.oursOnAll / seconds.ours, byHand: seconds.byHandOnAll / seconds.byHand };
  report(`processor time of a click, ${stage.ours.urls.length} processes ÷ one`, growth.ours, "<=", 1.1);
  explain("the same by hand", growth.byHand);
  report("the same, ours ÷ by hand", growth.ours / growth.byHand, "<=", 1.1);

  // PostgreSQL shares the cores with the apps here, so the latencies below include its time.
  const perClick = (of: keyof typeof seconds) => databaseSeconds[of] / seconds.byHand;
  explain("PostgreSQL's processor time of a click by hand, ÷ the app's", perClick("byHand"));
  explain("PostgreSQL's processor time of our click, ÷ the app's by hand", perClick("ours"));
  explain("the same with all processes", perClick("oursOnAll"));

  await stage.setDelay(100);
  for (const connections of [1, 16, 64]) {
    // With fewer, a single pause of the machine would decide the 99th percentile.
    const count = Math.max(100, Math.min(SAMPLES, 40 * connections));
    const [hand, our] = await compare(byHand, ours, { connections, count });
    report(`p50 ÷ by hand, ${connections} at a time`, our.p50 / hand.p50, "<=", 1.05);
    report(`p99 ÷ by hand, ${connections} at a time`, our.p99 / hand.p99, "<=", 1.15);
  }

  const rush = { connections: RUSH, count: RUSH };
  const [handRush, ourRush] = await compare(byHand, ours, rush, RUSH_TURNS);
  report(`rush of ${RUSH} with valid tokens (p99) ÷ by hand`, ourRush.p99 / handRush.p99, "<=", 1.05);
  const before = await stage.refreshes();
  const endedRush: number[] = [];
  await takeTurns(async () => {
    await client.query(`UPDATE "Connection" SET "accessTokenExpiresAt" = now() WHERE "userId" = ANY($1)`, [
      ids.slice(0, RUSH),
    ]);
    endedRush.push(...(await load(ours.slice(0, RUSH), rush)));
  }, RUSH_TURNS);
  report(
    `refreshes for ${RUSH_TURNS} times ${RUSH} ended tokens`,
    (await stage.refreshes()) - before,
    "=",
    RUSH_TURNS * RUSH,
  );
  const refresh: Call = {
    url: `${stage.upstreamUrl}/api/agentic/oauth/token`,
    method: "POST",
    headers: {},
    body: "",
    isServed: ({ status }) => status === 200,
  };
  const oneRefresh = summarize(await load([refresh], { connections: 1, count: 20 }));
  report(
    `rush of ${RUSH} with ended tokens (p99) ÷ (with valid ones + one refresh)`,
    summarize(endedRush).p99 / (ourRush.p99 + oneRefresh.p50),
    "<=",
    1.3,
  );

  await stage.setDelay(0);
  // Two processes that have served nothing else, each on a database of its own.
  const clicksAmong = async (connections: number): Promise<Call[]> => {
    const { url, databaseUrl } = await stage.startOurs();
    const filling = await connect(databaseUrl);
    await addConnections(filling, seal, ids);
    await fillConnections(filling, connections);
    await filling.end();
    const calls = oursOnOne.map((call) => ({ ...call, url: url + new URL(call.url).pathname }));
    await load(calls, WARMING_UP);
    return calls;
  };
  const [few, many] = await compare(await clicksAmong(USERS), await clicksAmong(MANY), {
    connections: 1,
    count: SAMPLES / 2,
  });
  report(`p50 with ${MANY.toLocaleString("en")} connections ÷ with 2,000`, many.p50 / few.p50, "<=", 1.1);

  if (!short) {
    // Much of what a click allocates, by hand too, lives until the next full collection. Until then, resident memory
    // depends on how long ago the last one was.
    const measureMemory = async () => {
      await sleep(3000);
      const before = stage.ours.memory();
      process.kill(stage.ours.pid, "SIGUSR2");
      await sleep(3000);
      return { before, after: stage.ours.memory() };
    };
    await load(oursOnOne, { connections: 16, count: 10_000 });
    const early = await measureMemory();
    await load(oursOnOne, { connections: 16, count: 90_000 });
    const late = await measureMemory();
    report("memory after 100,000 clicks ÷ after 10,000", late.after / early.after, "<=", 1.1);
    explain("the same before garbage is collected", late.before / early.before);
  }
  await client.end();
}

async function connect(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl });
  // After a failure the server stops before this client does. Only the failure should be reported.
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function takeTurns(turn: () => Promise<void>, turns = TURNS): Promise<void> {
  for (let n = 0; n < turns; n += 1) await turn();
}

/** Loads two lists of calls in turns, with `count` calls of each per turn. */
async function compare(
  first: readonly Call[],
  second: readonly Call[],
  options: { readonly connections: number; readonly count: number },
  turns?: number,
) {
  const latencies: readonly [number[], number[]] = [[], []];
  await takeTurns(async () => {
    latencies[0].push(...(await load(first, options)));
    latencies[1].push(...(await load(second, options)));
  }, turns);
  return [summarize(latencies[0]), summarize(latencies[1])] as const;
}

const stage = await setStage(`--import ${pathToFileURL(resolve("qa/support/garbage-collector.mjs"))}`);
try {
  await measureClicks(stage);
} finally {
  await stage.stop();
}
console.table(figures);
process.exitCode = figures.some(({ ok }) => ok === false) ? 1 : 0;
