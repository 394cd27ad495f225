import { type Connection, findConnection, projectOf } from "@/lib/connection/connection";
import { withAccessToken } from "@/lib/connection/tokens";
import { PostHogError, type PostHogErrorCode } from "@/lib/posthog/errors";
import type { Region } from "@/lib/posthog/regions";
import type { ConnectionGrant, ConnectionOwner } from "@/lib/tokens/owner";
import { refuse } from "./messages";
import {
  deletePersonalApiKeys,
  listPersonalApiKeys,
  openPersonalApiKey,
  type PersonalApiKey,
} from "./personal-api-keys";

/** The scope that a management API call needs. */
export type ManagementScope = "project:read" | "project:write" | "organization:read" | "organization:write";

/** A connection's project, and the organization that it belongs to. */
export interface ManagedProject {
  /** What is learned about this project is stored for this grant only. */
  readonly grant: ConnectionGrant;
  readonly region: Region;
  readonly projectId: string;
  readonly organizationId: string;
}

type Source = "access token" | PersonalApiKey["origin"];

/** How PostHog refuses a provisioned key that may do no more than the access token, or that no longer exists. */
const USELESS: readonly PostHogErrorCode[] = ["missing_scope", "scoped_projects", "unauthorized"];

/** @throws {AppError} `not_connected`, `project_not_ready`, `organization_unknown`. */
export async function findManagedProject(owner: ConnectionOwner): Promise<ManagedProject> {
  return managedProjectOf(owner, await findConnection(owner));
}

/** Whether there is a credential that PostHog may accept for this: pages offer only what can be done. */
export async function hasCredentialFor(owner: ConnectionOwner, scope: ManagementScope): Promise<boolean> {
  return (await findSources(owner, scope, await findConnection(owner))).length > 0;
}

/**
 * Calls a management API with the first credential that may do it. Skips credentials that PostHog is known to refuse.
 * @throws {AppError} `personal_api_key_needed` when there is no such credential, `personal_api_key_refused` when
 * PostHog no longer knows the pasted key.
 * @throws {PostHogError} what the call threw.
 */
export async function withCredentialFor<T>(
  owner: ConnectionOwner,
  scope: ManagementScope,
  call: (request: ManagedProject & { credential: string }) => Promise<T>,
): Promise<T> {
  const connection = await findConnection(owner);
  const project = managedProjectOf(owner, connection);
  let refusal: PostHogError | undefined;
  for (const source of await findSources(owner, scope, connection)) {
    if (source === "access token") {
      return withAccessToken(project.grant, ({ accessToken }) =>
        call({ ...project, credential: accessToken }),
      );
    }
    const credential = await openPersonalApiKey(project.grant, source);
    if (!credential) continue;
    try {
      return await call({ ...project, credential });
    } catch (error) {
      if (!(error instanceof PostHogError)) throw error;
      if (source === "PASTED" && error.code === "unauthorized") throw refuse("personal_api_key_refused");
      if (source === "PASTED" || !USELESS.includes(error.code)) throw error;
      // Older servers let a provisioned key do everything; on newer ones it may do no more than the access token.
      await deletePersonalApiKeys(project.grant, source);
      if (error.code !== "unauthorized") refusal = error;
    }
  }
  throw refusal ?? refuse("personal_api_key_needed");
}

async function findSources(
  owner: ConnectionOwner,
  scope: ManagementScope,
  connection: Connection | null,
): Promise<Source[]> {
  const keys = await listPersonalApiKeys(owner);
  const pasted = keys.some((key) => key.origin === "PASTED" && covers(key.scopes, scope));
  // The access token is limited to projects, and PostHog refuses such tokens on every organization endpoint.
  const token = scope.startsWith("project:") && covers(connection?.scopes ?? [], scope);
  const provisioned = keys.some(({ origin }) => origin === "PROVISIONED");
  return [
    ...(pasted ? (["PASTED"] as const) : []),
    ...(token ? (["access token"] as const) : []),
    ...(provisioned ? (["PROVISIONED"] as const) : []),
  ];
}

/** A write scope includes its read scope. */
const covers = (scopes: readonly string[], scope: ManagementScope): boolean =>
  scopes.includes(scope) || scopes.includes(scope.replace(/:read$/, ":write"));

function managedProjectOf(owner: ConnectionOwner, connection: Connection | null): ManagedProject {
  const { region, connectedAt, project } = projectOf(connection);
  if (!project.organizationId) throw refuse("organization_unknown");
  return {
    grant: { ...owner, connectedAt },
    region,
    projectId: project.id,
    organizationId: project.organizationId,
  };
}
