import { Hono } from "hono";
import { z } from "zod";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { faultSchema } from "../traffic/faults";
import { answerControlError, ControlError, notFound, readControl } from "./control";

const sinceSchema = z.coerce.number().int().min(0).default(0);

/** Fault injection, and the recorded requests, mail and events. */
export function trafficControl(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.onError(answerControlError);

  app.post("/faults", async (c) => {
    const { id } = region.faults.add(await readControl(c, faultSchema));
    return c.json({ id }, 201);
  });
  app.get("/faults", (c) => c.json({ faults: region.faults.list() }));
  app.delete("/faults", (c) => {
    region.faults.clear();
    return c.body(null, 204);
  });
  app.delete("/faults/:id", (c) => {
    if (!region.faults.remove(c.req.param("id"))) notFound("fault");
    return c.body(null, 204);
  });

  app.get("/requests", (c) => {
    if (c.req.query("count") === "1") {
      return c.json({
        count: region.traffic.count(c.req.query("method")?.toUpperCase(), c.req.query("path")),
      });
    }
    const since = sinceSchema.safeParse(c.req.query("since"));
    if (!since.success) throw new ControlError(400, "since: Expected a sequence number.");
    return c.json({ requests: region.traffic.since(since.data), last_seq: region.traffic.lastSeq });
  });

  app.get("/mail", (c) => {
    const messages = region.store.mail.map((mail) => ({ ...mail, at: new Date(mail.at).toISOString() }));
    return c.json({ messages });
  });

  app.get("/events", (c) => {
    const projectId = c.req.query("project_id");
    const events = region.store.events
      .filter((event) => projectId === undefined || String(event.projectId) === projectId)
      .map((event) => ({
        uuid: event.uuid,
        event: event.event,
        distinct_id: event.distinctId,
        properties: event.properties,
        timestamp: event.timestamp,
        project_id: event.projectId,
        received_at: new Date(event.receivedAt).toISOString(),
      }));
    return c.json({ events });
  });

  return app;
}
