import { z } from "zod";
import type { ClientConfig } from "./config";
import { postJson } from "./http";
import type { Region } from "./regions";

export interface ProvisionedProject {
  readonly id: string;
  /** `phc_…`: public, meant for the browser. */
  readonly projectToken: string;
  /** Where the SDKs send events. */
  readonly host: string;
}

const resourceSchema = z
  .object({
    status: z.literal("complete"),
    id: z.string().min(1),
    complete: z.object({
      access_configuration: z.object({ api_key: z.string().min(1), host: z.url() }),
    }),
  })
  .transform(
    ({ id, complete }): ProvisionedProject => ({
      id,
      projectToken: complete.access_configuration.api_key,
      host: complete.access_configuration.host,
    }),
  );

/**
 * Fetches the project this access token is for, with its project token. Naturally idempotent: without a
 * `project_id` PostHog answers with the same project every time and creates nothing.
 * @param projectName A wish: PostHog keeps the name of a project that exists already.
 */
export function provisionProject(
  config: ClientConfig,
  request: { region: Region; accessToken: string; projectName?: string },
): Promise<ProvisionedProject> {
  return postJson(config, {
    region: request.region,
    repeatable: "safely",
    path: "/api/agentic/provisioning/resources",
    accessToken: request.accessToken,
    body: request.projectName ? { configuration: { project_name: request.projectName } } : {},
    schema: resourceSchema,
  });
}
