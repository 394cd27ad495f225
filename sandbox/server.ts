import { createServer, type Server } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { createApp } from "./app";
import { type Profile, SandboxControl } from "./client/sandbox-control.ts";
import type { Region } from "./core/region";
import { pruneStore } from "./store/store";
import { World } from "./world/world";

export interface SandboxOptions {
  /** Whether it behaves as PostHog's docs say or as its servers do. `documented` if neither given nor saved. */
  readonly profile?: Profile | undefined;
  /** Refuses plain http and private addresses even on loopback. */
  readonly strict?: boolean | undefined;
  /** 0 picks a free port. 8010 and 8020 if absent. */
  readonly ports?: { readonly us?: number; readonly eu?: number };
  /** The address to listen on. Anything but loopback opens it to the network, without access control. */
  readonly host?: string;
  /** The folder that keeps the state between runs. If absent, the state is only in memory. */
  readonly dataFolder?: string | undefined;
}

export interface RunningSandbox {
  readonly profile: Profile;
  readonly strict: boolean;
  /** Whether it listens beyond loopback. */
  readonly isOpen: boolean;
  readonly origins: { readonly us: string; readonly eu: string };
  readonly us: SandboxControl;
  readonly eu: SandboxControl;
  /** One sentence for each saved setting that an option overrides. */
  readonly notices: readonly string[];
  stop(): Promise<void>;
}

const LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "::1"];
const ANY_HOSTS = ["0.0.0.0", "::"];
const PRUNE_EVERY_MS = 30_000;

/**
 * Starts a local stand-in for PostHog in this process: two regions, each on its own port.
 * @throws {Error} when a port is taken, or when the saved state cannot be read.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { ports, host = "127.0.0.1", profile, strict, dataFolder } = options;
  const isOpen = !LOOPBACK_HOSTS.includes(host);
  const us = await listen(ports?.us ?? 8010, host);
  const eu = await listen(ports?.eu ?? 8020, host).catch(async (error) => {
    await close(us.server);
    throw error;
  });
  const origins = { us: originOf(host, us.port), eu: originOf(host, eu.port) };
  const servers = [us.server, eu.server];
  const closeAll = () => Promise.all(servers.map(close));
  try {
    const world = new World({ usOrigin: origins.us, euOrigin: origins.eu, profile, strict, dataFolder });
    us.serve(world, world.us, isOpen);
    eu.serve(world, world.eu, isOpen);
    const pruning = setInterval(() => {
      for (const region of world.regions) pruneStore(region.store, world.clock.now());
    }, PRUNE_EVERY_MS).unref();
    return {
      profile: world.settings.profile,
      strict: world.settings.strict,
      isOpen,
      origins,
      us: new SandboxControl(origins.us),
      eu: new SandboxControl(origins.eu),
      notices: world.notices,
      async stop() {
        clearInterval(pruning);
        world.close();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Listens before the app exists: the regions need their origins, and the origins contain the ports. */
async function listen(port: number, host: string) {
  let app: ReturnType<typeof createApp> | undefined;
  const answer = getRequestListener(
    (request, env) => app?.fetch(request, env) ?? new Response("Starting.\n", { status: 503 }),
  );
  // Longer than clients keep idle connections: otherwise a client could reuse a connection that is being closed.
  const server = createServer(
    { keepAliveTimeout: 65_000 },
    (request, response) => void answer(request, response),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new Error(`Port ${port} cannot be used: ${error.message}`)));
    server.listen(port, host, resolve);
  });
  const serve = (world: World, region: Region, isOpen: boolean) => {
    app = createApp(world, region, { isOpen });
  };
  return { server, serve, port: portOf(server.address(), port) };
}

const portOf = (address: AddressInfo | string | null, fallback: number) =>
  typeof address === "object" && address ? address.port : fallback;

/** The base URL of a region. If the sandbox listens on all addresses, apps on this machine use loopback. */
function originOf(host: string, port: number): string {
  const name = ANY_HOSTS.includes(host) ? "127.0.0.1" : isIPv6(host) ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
