import { type Context, Hono } from "hono";
import { findProjectByToken } from "../core/directory";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { CaptureError } from "./errors";
import { findDistinctId, ingest, parseTime } from "./ingestion";
import { readPayload } from "./payload";
import { storeEvents } from "./recent";
import { type RawEvent, readSubmission, type Submission } from "./submission";

const EVENT_PATHS = ["/e", "/i/v0/e", "/batch", "/capture", "/track", "/engage", "/i/v0/ai/batch"];

/** The endpoints for events, and for session recordings (`/s`). Each works with and without a trailing slash. */
export function eventRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  for (const path of EVENT_PATHS) {
    app.on(["GET", "POST"], [path, `${path}/`], async (c) => {
      const submission = readSubmission(await readPayload(c), c.req.path);
      capture(region, submission, submission.sentAt ?? c.req.query("sent_at") ?? c.req.query("_"));
      return accept(c);
    });
  }
  app.on(["GET", "POST"], ["/s", "/s/"], async (c) => {
    const { events } = readSubmission(await readPayload(c), c.req.path);
    for (const event of events) checkSnapshot(event);
    return accept(c);
  });
  return app;
}

/**
 * Events with a well-formed token that belongs to no project are accepted and dropped, because PostHog looks up the
 * project only after it has responded. A mistyped or rotated token therefore causes no error.
 */
function capture(region: Region, submission: Submission, sentAt: string | undefined): void {
  const project = findProjectByToken(region, submission.token);
  const now = region.clock.now();
  const events = submission.events
    .filter((event) => event.event !== "$performance_event")
    .map((event) => ingest(event, project?.id ?? 0, readSentAt(sentAt), now));
  if (project) storeEvents(region, project, events);
}

/** ISO 8601 in a body, milliseconds since the epoch in a query. */
function readSentAt(sentAt: string | undefined): number | undefined {
  return sentAt && /^\d{12,14}$/.test(sentAt) ? Number(sentAt) : parseTime(sentAt);
}

/** Validates a session recording. Recordings are not stored. */
function checkSnapshot(event: RawEvent): void {
  const { $session_id, $snapshot_data } = event.properties;
  if ($session_id === undefined) {
    throw new CaptureError(400, "replay event submitted without session id");
  }
  if (typeof $session_id !== "string" || $session_id.length > 100) {
    throw new CaptureError(400, "replay event has invalid session id");
  }
  findDistinctId(event);
  if (typeof $snapshot_data !== "object" || $snapshot_data === null) {
    throw new CaptureError(400, "replay event submitted without snapshot data");
  }
}

const accept = (c: Context) => (c.req.query("beacon") === "1" ? c.body(null, 204) : c.json({ status: "Ok" }));
