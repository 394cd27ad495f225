import { z } from "zod";
import app from "../../package.json" with { type: "json" };
import type { Sandbox } from "./sandbox";

/** Statuses that refuse a request for its form, before the server has read its content. */
const MALFORMED = [405, 406, 411, 415];

const callSchema = z.object({
  method: z.string(),
  path: z.string(),
  status: z.number(),
  fault: z.unknown().optional(),
  request_headers: z.record(z.string(), z.unknown()),
  response_body: z.unknown(),
});
const callsSchema = z.object({ requests: z.array(callSchema) });

/** The app's calls that PostHog could not read. The app tolerates these refusals, so nothing else reveals them. */
export async function findMalformedCalls(sandbox: Sandbox): Promise<string[]> {
  const regions = await Promise.all(
    (["us", "eu"] as const).map((region) =>
      sandbox.control("GET", "requests?since=0", { region, schema: callsSchema }),
    ),
  );
  return regions
    .flatMap(({ requests }) => requests)
    .filter(({ request_headers }) => String(request_headers["user-agent"]).startsWith(`${app.name}/`))
    .filter(({ status, fault }) => !fault && MALFORMED.includes(status))
    .map(
      ({ method, path, status, response_body }) =>
        `${method} ${path}: ${status} ${JSON.stringify(response_body)}`,
    );
}
