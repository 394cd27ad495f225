import { z } from "zod";
import { apiPath } from "./api-path.ts";
import type { ClientConfig } from "./config.ts";
import { type Bearer, callManagementApi } from "./management.ts";

const projectSchema = z
  .object({ name: z.string(), organization: z.string() })
  .transform(({ name, organization }) => ({ name, organizationId: organization }));

/**
 * Reads a project's name and the organization it belongs to.
 * @throws {PostHogError} `missing_scope` without `project:read`, `not_found` for a project the credential cannot reach.
 */
export const readProjectName = (
  config: ClientConfig,
  { projectId, ...bearer }: Bearer & { projectId: string },
) =>
  callManagementApi(config, { ...bearer, path: apiPath`/api/projects/${projectId}/`, schema: projectSchema });
