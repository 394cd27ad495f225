import { z } from "zod";
import { apiPath } from "./api-path";
import type { ClientConfig } from "./config";
import { callProvisioningApi } from "./provisioning";
import type { Region } from "./regions";

const resourceSchema = z
  .object({
    status: z.literal("complete"),
    id: z.string().min(1),
    complete: z.object({
      access_configuration: z.object({
        api_key: z.string().min(1),
        host: z.url(),
        personal_api_key: z.string().startsWith("phx_").optional().catch(undefined),
      }),
    }),
  })
  .transform(({ id, complete: { access_configuration: access } }) => ({
    id,
    /** `phc_…`: public, meant for the browser. */
    projectToken: access.api_key,
    /** Where the SDKs send events. */
    host: access.host,
    /** `phx_…`: a secret that older servers hand out with every answer but a read. It outlives the connection. */
    personalApiKey: access.personal_api_key,
  }));

export type ProvisionedProject = z.output<typeof resourceSchema>;

/**
 * Fetches the project this access token is for, with its project token. Naturally idempotent: without a
 * `project_id` PostHog answers with the same project every time and creates nothing.
 * @param projectName For a new project; PostHog keeps the name of a project that exists already.
 */
export function provisionProject(
  config: ClientConfig,
  request: { region: Region; accessToken: string; projectName?: string },
): Promise<ProvisionedProject> {
  return callProvisioningApi(config, {
    region: request.region,
    idempotent: true,
    path: "/api/agentic/provisioning/resources",
    accessToken: request.accessToken,
    body: { configuration: request.projectName ? { project_name: request.projectName } : undefined },
    schema: resourceSchema,
  });
}

interface ProjectRequest {
  readonly region: Region;
  readonly projectId: string;
  readonly accessToken: string;
}

const projectPath = (projectId: string): string => apiPath`/api/agentic/provisioning/resources/${projectId}`;

/**
 * Reads one project with its present token.
 * @throws {PostHogError} `forbidden` when this access token does not reach the project, `not_found` when it is gone.
 */
export function getProject(
  config: ClientConfig,
  { region, projectId, accessToken }: ProjectRequest,
): Promise<ProvisionedProject> {
  return callProvisioningApi(config, {
    region,
    idempotent: true,
    path: projectPath(projectId),
    accessToken,
    schema: resourceSchema,
  });
}

/**
 * Replaces the project token; the old one stops working at once. Not idempotent: when the answer is lost,
 * read the project instead of repeating the call.
 * @param labelPrefix PostHog refuses more than 25 code points, and control or format characters.
 * @throws {PostHogError} among others `credential_rotation_failed`.
 */
export function rotateCredentials(
  config: ClientConfig,
  { region, projectId, accessToken, labelPrefix }: ProjectRequest & { labelPrefix?: string },
): Promise<ProvisionedProject> {
  return callProvisioningApi(config, {
    region,
    idempotent: false,
    path: `${projectPath(projectId)}/rotate_credentials`,
    accessToken,
    body: { label_prefix: labelPrefix },
    schema: resourceSchema,
  });
}

/**
 * Removes a project from the grant: it stays at PostHog, out of reach of every token of this client and user. A
 * token that reached no other project ends, so a second call is answered with 401 or 403.
 */
export async function removeResource(
  config: ClientConfig,
  { region, projectId, accessToken }: ProjectRequest,
): Promise<void> {
  await callProvisioningApi(config, {
    region,
    idempotent: true,
    path: `${projectPath(projectId)}/remove`,
    accessToken,
    body: {},
    schema: z.object({ status: z.literal("removed") }),
  });
}
