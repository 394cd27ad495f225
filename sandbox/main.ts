import { createAdaptorServer } from "@hono/node-server";
import { z } from "zod";
import { createApp } from "./app";
import type { Region } from "./core/region";
import { PROFILES } from "./core/settings";
import { pruneStore } from "./store/store";
import { World } from "./world/world";

/** Not configurable: the sandbox has no access control, so it must not be reachable from other machines. */
const HOST = "127.0.0.1";
const PRUNE_EVERY_MS = 30_000;

const port = (fallback: number) => z.coerce.number().int().min(1).max(65535).default(fallback);

const environment = z
  .object({
    SANDBOX_US_PORT: port(8010),
    SANDBOX_EU_PORT: port(8020),
    SANDBOX_PROFILE: z.enum(PROFILES).optional(),
    SANDBOX_DATA: z.string().optional(),
    SANDBOX_STRICT: z
      .enum(["0", "1"])
      .transform((value) => value === "1")
      .optional(),
  })
  .safeParse(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== "")));

if (!environment.success) {
  console.error(`The sandbox cannot start.\n${z.prettifyError(environment.error)}`);
  process.exit(1);
}

const env = environment.data;
const world = openWorld();
for (const notice of world.notices) console.log(notice);

listen(world.us, env.SANDBOX_US_PORT);
listen(world.eu, env.SANDBOX_EU_PORT);

setInterval(() => {
  for (const region of world.regions) pruneStore(region.store, world.clock.now());
}, PRUNE_EVERY_MS).unref();

function openWorld(): World {
  try {
    return new World({
      usOrigin: `http://${HOST}:${env.SANDBOX_US_PORT}`,
      euOrigin: `http://${HOST}:${env.SANDBOX_EU_PORT}`,
      profile: env.SANDBOX_PROFILE,
      strict: env.SANDBOX_STRICT,
      dataFolder: env.SANDBOX_DATA,
    });
  } catch (error) {
    console.error(`The sandbox cannot start. ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}

function listen(region: Region, port: number): void {
  const server = createAdaptorServer({ fetch: createApp(world, region).fetch });
  server.on("error", (error) => {
    console.error(`The sandbox cannot use port ${port} for ${region.name}: ${error.message}`);
    process.exit(1);
  });
  server.listen(port, HOST, () => {
    const { profile, strict } = world.settings;
    const rules = strict ? `${profile}, strict` : profile;
    console.log(`Sandbox ${region.name} (${rules}) on ${region.origin}, loopback only`);
  });
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    world.close();
    process.exit(0);
  });
}
