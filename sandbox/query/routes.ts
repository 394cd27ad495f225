import { Hono } from "hono";
import { z } from "zod";
import type { Region } from "../core/region";
import { readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { type Call, manage } from "../management/endpoint";
import { type Family, type ProjectPlace, projectFamily } from "../management/families";
import { eventsQuery, planEventsQuery } from "./events-query";
import { parseHogQL } from "./hogql";
import { type Plan, run } from "./plan";
import { unreadable } from "./tokens";

/** A query is a POST that only reads, so it needs no admin and no recent log-in. */
const queryFamily: Family<ProjectPlace> = { ...projectFamily, object: "query", requireWriter: () => {} };

const query = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("HogQLQuery"), query: z.string() }),
  eventsQuery,
]);

/** The query API, which reads back what a project captured. */
export function queryRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  manage(app, region, queryFamily, "/api/projects/:project/query", () => ({
    POST: { access: "read", handle: answerQuery },
  }));
  return app;
}

async function answerQuery({ c, region, project }: Call<ProjectPlace>): Promise<Response> {
  const { fields } = await readBody(c);
  const events = region.store.events.filter(({ projectId }) => projectId === project.id);
  return c.json({ ...run(planQuery(fields.query, region.clock.now()), events), is_cached: false });
}

function planQuery(value: unknown, now: number): Plan {
  const parsed = query.safeParse(value);
  if (!parsed.success) throw unreadable();
  return parsed.data.kind === "HogQLQuery"
    ? parseHogQL(parsed.data.query, now)
    : planEventsQuery(parsed.data, now);
}
