import { AppError } from "../failure";
import { PostHogError, type PostHogErrorCode } from "../posthog/errors";
import type { Region } from "../posthog/regions";
import { type Connection, findConnection, projectOf } from "./connection";
import {
  forgetPersonalApiKeys,
  listPersonalApiKeys,
  openPersonalApiKey,
  type PersonalApiKey,
} from "./personal-api-keys";
import { withAccessToken } from "./token-custody";

/** What a call of the management APIs takes. */
export type ManagementScope = "project:read" | "project:write" | "organization:read" | "organization:write";

/** Where a user's connection works: the project, and the organization around it. */
export interface Workplace {
  readonly region: Region;
  readonly projectId: string;
  readonly organizationId: string;
}

type Source = "access token" | PersonalApiKey["origin"];

/** What PostHog says of a provisioned key that is no better than the access token, or that it has forgotten. */
const OUTLIVED: readonly PostHogErrorCode[] = ["missing_scope", "scoped_projects", "unauthorized"];

/** @throws {AppError} `not_connected`, `project_not_ready`, `organization_unknown`. */
export async function findWorkplace(userId: string): Promise<Workplace> {
  return workplaceOf(await findConnection(userId));
}

/** Whether we hold anything that PostHog might take for this: what a page offers, it can also do. */
export async function holdsCredentialFor(userId: string, scope: ManagementScope): Promise<boolean> {
  return (await findSources(userId, scope, await findConnection(userId))).length > 0;
}

/**
 * Calls a management API with the first credential that may do it; what is known to be refused is not tried.
 * @throws {AppError} `personal_api_key_needed` when nothing we hold may, `personal_api_key_refused` when the
 * pasted key is dead.
 * @throws {PostHogError} what the call threw.
 */
export async function withCredentialFor<T>(
  userId: string,
  scope: ManagementScope,
  call: (request: Workplace & { credential: string }) => Promise<T>,
): Promise<T> {
  const connection = await findConnection(userId);
  const workplace = workplaceOf(connection);
  let refusal: PostHogError | undefined;
  for (const source of await findSources(userId, scope, connection)) {
    if (source === "access token") {
      return withAccessToken(userId, ({ accessToken }) => call({ ...workplace, credential: accessToken }));
    }
    const credential = await openPersonalApiKey(userId, source);
    if (!credential) continue;
    try {
      return await call({ ...workplace, credential });
    } catch (error) {
      if (!(error instanceof PostHogError)) throw error;
      if (source === "PASTED" && error.code === "unauthorized")
        throw new AppError("personal_api_key_refused");
      if (source === "PASTED" || !OUTLIVED.includes(error.code)) throw error;
      // Older servers let it do everything; to newer ones it is never worth more than the access token.
      await forgetPersonalApiKeys(userId, source);
      if (error.code !== "unauthorized") refusal = error;
    }
  }
  throw refusal ?? new AppError("personal_api_key_needed");
}

async function findSources(
  userId: string,
  scope: ManagementScope,
  connection: Connection | null,
): Promise<Source[]> {
  const keys = await listPersonalApiKeys(userId);
  const pasted = keys.some((key) => key.origin === "PASTED" && covers(key.scopes, scope));
  // The token is limited to projects, and PostHog refuses such a one on everything of an organization's.
  const token = scope.startsWith("project:") && covers(connection?.scopes ?? [], scope);
  const provisioned = keys.some(({ origin }) => origin === "PROVISIONED");
  return [
    ...(pasted ? (["PASTED"] as const) : []),
    ...(token ? (["access token"] as const) : []),
    ...(provisioned ? (["PROVISIONED"] as const) : []),
  ];
}

/** Whoever may write may read. */
const covers = (scopes: readonly string[], scope: ManagementScope): boolean =>
  scopes.includes(scope) || scopes.includes(scope.replace(/:read$/, ":write"));

function workplaceOf(connection: Connection | null): Workplace {
  const { region, project } = projectOf(connection);
  if (!project.organizationId) throw new AppError("organization_unknown");
  return { region, projectId: project.id, organizationId: project.organizationId };
}
