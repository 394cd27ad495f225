import { z } from "zod";
import { apiPath } from "@/lib/posthog/api-path";
import type { ClientConfig } from "@/lib/posthog/config";
import { type Bearer, callManagementApi, timeSchema } from "@/lib/posthog/management";

// One row: how many events there are, and when the last one was.
const resultSchema = z.object({ results: z.tuple([z.tuple([z.number(), timeSchema])]) });

/**
 * Reads the time of a project's last event, within the last 30 days.
 * @param distinctId Counts only this person's events.
 * @returns null when there was none.
 * @throws {PostHogError} among others `missing_scope` without `query:read`.
 */
export async function readLastEvent(
  config: ClientConfig,
  { projectId, distinctId, ...bearer }: Bearer & { projectId: string; distinctId?: string },
): Promise<Date | null> {
  const person = distinctId ? ` and distinct_id = '${quoted(distinctId)}'` : "";
  const query = `select count(), max(timestamp) from events where timestamp > now() - interval 30 day${person}`;
  const { results } = await callManagementApi(config, {
    ...bearer,
    method: "POST",
    idempotent: true,
    path: apiPath`/api/projects/${projectId}/query/`,
    body: { query: { kind: "HogQLQuery", query } },
    schema: resultSchema,
  });
  const [[count, lastAt]] = results;
  return count > 0 ? lastAt : null;
}

const quoted = (text: string): string => text.replace(/['\\]/g, "\\$&");
