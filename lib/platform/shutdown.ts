import { subscribe } from "node:diagnostics_channel";
import { Server } from "node:http";
import { z } from "zod";

/** How long a process that has received SIGTERM keeps trying to save what exists nowhere else. */
const LAST_SAVES_MS = 75_000;

const finishSchema = z.object({ server: z.instanceof(Server) });

// On globalThis because the code that runs at start and the code that serves may each load this module.
const held: typeof globalThis & { savesEndAt?: number } = globalThis;

/** Until when this process may try to save something, in milliseconds since the epoch. */
export const savesEndAt = (): number => held.savesEndAt ?? Number.POSITIVE_INFINITY;

/**
 * Lets the process end with its last response. On SIGTERM, Next stops listening and waits for running requests, but
 * also for idle keep-alive connections.
 */
export function endWithLastAnswer(): void {
  process.once("SIGTERM", () => {
    held.savesEndAt = Date.now() + LAST_SAVES_MS;
    subscribe("http.server.response.finish", (message) => {
      const { server } = finishSchema.parse(message);
      // By then, the connection of this response is idle too.
      setImmediate(() => server.closeIdleConnections());
    });
  });
}
