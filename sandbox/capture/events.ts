import { type Context, Hono } from "hono";
import { findProjectByToken } from "../core/directory";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { CaptureError } from "./errors";
import { findDistinctId, ingest, parseTime } from "./ingestion";
import { readPayload } from "./payload";
import { keepEvents } from "./recent";
import { type RawEvent, readSubmission, type Submission } from "./submission";

const EVENT_PATHS = ["/e", "/i/v0/e", "/batch", "/capture", "/track", "/engage", "/i/v0/ai/batch"];

/** Where SDKs send events (`/s` for recordings). Each path is known with and without its last slash. */
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
 * A well-formed token of no project is accepted and its events are dropped without a word: PostHog looks for the
 * project long after it has answered. So a typo or a rotated token shows only in what does not arrive.
 */
function capture(region: Region, submission: Submission, sentAt: string | undefined): void {
  const project = findProjectByToken(region, submission.token);
  const now = region.clock.now();
  const events = submission.events
    .filter((event) => event.event !== "$performance_event")
    .map((event) => ingest(event, project?.id ?? 0, readSentAt(sentAt), now));
  if (project) keepEvents(region, project, events);
}

/** A time in words inside a body, milliseconds in a query. */
function readSentAt(sentAt: string | undefined): number | undefined {
  return sentAt && /^\d{12,14}$/.test(sentAt) ? Number(sentAt) : parseTime(sentAt);
}

/** Recordings are checked and let go: the sandbox has nothing to play them with. */
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
