import { Hono } from "hono";
import { z } from "zod";
import { register } from "../cimd/registry";
import { deleteUser, findLevel, findUserByEmail } from "../core/directory";
import type { Region } from "../core/region";
import { readProgress, storySchema } from "../core/story";
import type { SandboxEnv } from "../http/env";
import { moveProxyRecord } from "../management/proxy-status";
import { PROXY_STATUSES, type ProxyStatus } from "../store/keys";
import { faultSchema } from "../traffic/faults";
import type { World } from "../world/world";
import { answerControlError, notFound, readControl } from "./control";

/** Users at this reserved domain belong to a story, and the next story deletes them. */
const STORY_EMAIL = /@story\.example$/i;

const eventSchema = z.strictObject({
  text: z.string().min(1),
  advance_seconds: z.number().min(0).max(1e10).default(0),
  faults: z.array(faultSchema).default([]),
  /** The new status of the reverse proxies of the story's user. */
  proxy_status: z.enum(PROXY_STATUSES).optional(),
});

/** A story: a demonstration of an app, step by step, in both regions. */
export function storyControl(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.onError(answerControlError);

  app.put("/story", async (c) => {
    const story = await readControl(c, storySchema);
    await clear(world);
    for (const region of world.regions) {
      region.traffic.reset();
      region.store.counters.clear();
      region.store.sessions.clear();
      for (const user of [...region.store.users.values()])
        if (STORY_EMAIL.test(user.email)) deleteUser(region, user);
    }
    world.stage.story = { ...story, events: [] };
    return c.body(null, 204);
  });

  app.get("/story", (c) => {
    const region = findStoryRegion(world);
    const { story, done } = readProgress(region) ?? notFound("story");
    return c.json({ id: story.id, region: region.name, steps: story.steps.length, done });
  });

  app.delete("/story", async (c) => {
    await clear(world);
    return c.body(null, 204);
  });

  // An event replaces the faults of the previous event. Repeating it without a call in between changes nothing.
  app.post("/story/events", async (c) => {
    const { text, advance_seconds, faults, proxy_status } = await readControl(c, eventSchema);
    const { story, entries } = readProgress(findStoryRegion(world)) ?? notFound("story");
    const last = entries.at(-1);
    if (last?.kind === "event" && last.event.text === text) return c.body(null, 204);
    world.clock.advance(advance_seconds);
    for (const region of world.regions) {
      region.faults.clear();
      for (const fault of faults) region.faults.add(fault);
      if (proxy_status) moveProxies(region, story.email, proxy_status);
    }
    story.events.push({ at: world.clock.now(), text });
    return c.body(null, 204);
  });

  return app;
}

/** The region of the story's latest call, because the user chooses the region in the app. */
export function findStoryRegion(world: World): Region {
  const latest = (region: Region) =>
    readProgress(region)?.entries.findLast(({ kind }) => kind === "call")?.at ?? 0;
  return latest(world.eu) > latest(world.us) ? world.eu : world.us;
}

function moveProxies(region: Region, email: string, status: ProxyStatus): void {
  const user = findUserByEmail(region, email);
  if (!user) return;
  for (const record of region.store.proxyRecords.values())
    if (findLevel(region, user.id, record.organizationId)) moveProxyRecord(region, record, status);
}

/** Ends the last story and resets the clock and faults. Its app may have new keys, so refetch its document. */
async function clear(world: World): Promise<void> {
  const { story } = world.stage;
  world.stage.story = undefined;
  world.clock.reset();
  for (const region of world.regions) {
    region.faults.clear();
    const documents = [...region.store.clients.keys()].filter((id) => story && isOf(id, story.app_url));
    for (const id of documents) await register(region, id, false);
  }
}

const isOf = (clientId: string, appUrl: string): boolean =>
  URL.canParse(clientId) && new URL(clientId).origin === new URL(appUrl).origin;
