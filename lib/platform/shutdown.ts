import { subscribe } from "node:diagnostics_channel";
import { Server } from "node:http";
import { z } from "zod";

/** How long a process that was told to stop still tries to save what exists nowhere else. */
const LAST_SAVES_MS = 75_000;

const finishSchema = z.object({ server: z.instanceof(Server) });

// On globalThis because what runs at start and what serves may each have this module for themselves.
const held: typeof globalThis & { savesEndAt?: number } = globalThis;

/** Until when this process may try to save something, in milliseconds since the epoch. */
export const savesEndAt = (): number => held.savesEndAt ?? Number.POSITIVE_INFINITY;

/**
 * Lets the process end with its last answer. Next stops listening on SIGTERM and waits for what is running, but
 * also for connections that are kept open in case something more is asked on them.
 */
export function endWithLastAnswer(): void {
  process.once("SIGTERM", () => {
    held.savesEndAt = Date.now() + LAST_SAVES_MS;
    subscribe("http.server.response.finish", (message) => {
      const { server } = finishSchema.parse(message);
      // A moment later the connection of this answer is idle too.
      setImmediate(() => server.closeIdleConnections());
    });
  });
}
