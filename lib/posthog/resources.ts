import { z } from "zod";
import { apiPath } from "./api-path.ts";
import type { ClientConfig } from "./config.ts";
import { isUnreadable } from "./errors.ts";
import { callProvisioningApi } from "./provisioning.ts";
import type { Region } from "./regions.ts";

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
    /** `phx_…`: a secret that older servers include in every answer except to a read. It outlives the connection. */
    personalApiKey: access.personal_api_key,
  }));

export type ProvisionedProject = z.output<typeof resourceSchema>;

export interface ProvisioningRequest {
  readonly region: Region;
  readonly accessToken: string;
  /**
   * The id of the partner's own project (PostHog's `project_id`). PostHog creates a project for it in the
   * access token's organization, and returns the same project afterwards.
   */
  readonly projectId?: string | undefined;
  /** Name of the project that is created for a `projectId`; without a `projectId`, PostHog ignores it. */
  readonly projectName?: string | undefined;
  /** Plan, e.g. `analytics`; servers that do not know the field ignore it. */
  readonly serviceId?: string | undefined;
  /** Prefix for the label of a personal API key that comes with the project; see `rotateCredentials`. */
  readonly labelPrefix?: string | undefined;
}

/**
 * Fetches the project this access token is for, with its project token. Safe to repeat: without a `projectId`,
 * PostHog creates nothing and returns the access token's first project; with one, it creates one project. The call is
 * therefore repeated once if its answer cannot be read.
 * @throws {PostHogError} among others `unknown_service`, `project_id_conflict` when the id belongs to another
 *   organization, `not_found` when the user has no access to the project created for it.
 */
export function provisionProject(
  config: ClientConfig,
  request: ProvisioningRequest,
): Promise<ProvisionedProject> {
  const { region, accessToken, projectId, projectName, serviceId, labelPrefix } = request;
  const call = () =>
    callProvisioningApi(config, {
      region,
      idempotent: true,
      path: "/api/agentic/provisioning/resources",
      accessToken,
      body: {
        project_id: projectId,
        configuration: projectName ? { project_name: projectName } : undefined,
        service_id: serviceId,
        label_prefix: labelPrefix,
      },
      schema: resourceSchema,
    });
  return call().catch((error) => {
    if (isUnreadable(error)) return call();
    throw error;
  });
}

interface ProjectRequest {
  readonly region: Region;
  readonly projectId: string;
  readonly accessToken: string;
}

const projectPath = (projectId: string): string => apiPath`/api/agentic/provisioning/resources/${projectId}`;

/**
 * Reads one project with its current token.
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
 * Removes a project from the grant. It stays at PostHog, but no token of this client and user reaches it any more. A
 * token that reached no other project ends, so a second call gets 401 or 403.
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
