import { subscribe } from "node:diagnostics_channel";
import { Server } from "node:http";
import { z } from "zod";

const finishSchema = z.object({ server: z.instanceof(Server) });

/**
 * Lets the process end with its last answer. Next stops listening on SIGTERM and waits for what is running, but
 * also for connections that are kept open in case something more is asked on them.
 */
export function endWithLastAnswer(): void {
  process.once("SIGTERM", () => {
    subscribe("http.server.response.finish", (message) => {
      const { server } = finishSchema.parse(message);
      // A moment later the connection of this answer is idle too.
      setImmediate(() => server.closeIdleConnections());
    });
  });
}
