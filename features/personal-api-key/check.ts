import { z } from "zod";
import { recordActivity } from "@/lib/connection/activity";
import { posthog } from "@/lib/identity/client";
import { apiPath } from "@/lib/posthog/api-path";
import { PostHogError, type PostHogErrorCode } from "@/lib/posthog/errors";
import { callManagementApi } from "@/lib/posthog/management";
import type { ConnectionOwner } from "@/lib/tokens/owner";
import { findManagedProject, type ManagedProject, type ManagementScope } from "./credentials";
import { refuse } from "./messages";
import { savePersonalApiKey } from "./personal-api-keys";

/** Errors that mean the key may not do this. A 404 stands for a project or an organization out of reach. */
const NOT_ALLOWED: readonly PostHogErrorCode[] = [
  "forbidden",
  "missing_scope",
  "not_found",
  "personal_api_key_unsupported",
  "scoped_projects",
];

/**
 * Stores a personal API key that the person pasted, if PostHog accepts it for anything this app does.
 * @throws {AppError} `personal_api_key_refused` for a key that PostHog does not know.
 * @throws {PostHogError} the refusal, for a key that may do nothing here.
 */
export async function acceptPersonalApiKey(owner: ConnectionOwner, value: string): Promise<void> {
  const project = await findManagedProject(owner);
  const scopes = await findScopes({ ...project, credential: value });
  await savePersonalApiKey(project.grant, value, "PASTED", scopes);
  recordActivity(owner.userId, {
    action: "add_personal_api_key",
    region: project.region,
    event: "key_created",
  });
}

type Probed = ManagedProject & { readonly credential: string };

/**
 * PostHog has no endpoint that tells what a key may do, but it checks scopes first. So this tries each scope with a
 * call that changes nothing: PostHog refuses to create something without a name, but only after accepting the scope.
 */
async function findScopes(key: Probed): Promise<ManagementScope[]> {
  const { projectId, organizationId } = key;
  const [project, organization] = await Promise.all([
    findAccess(key, "project", apiPath`/api/projects/${projectId}/project_secret_api_keys/`, {
      label: "",
      scopes: [],
    }),
    findAccess(key, "organization", apiPath`/api/organizations/${organizationId}/proxy_records/`, {
      domain: "",
    }),
  ]);
  const scopes = [project, organization].flatMap(({ scope }) => scope ?? []);
  if (scopes.length === 0 && project.refusal) throw project.refusal;
  return scopes;
}

interface Access {
  readonly scope?: ManagementScope;
  readonly refusal?: PostHogError;
}

async function findAccess(
  { region, credential }: Probed,
  object: "project" | "organization",
  path: string,
  nameless: object,
): Promise<Access> {
  const call = (method: "GET" | "POST", body?: object) =>
    callManagementApi(posthog(), { region, credential, path, method, body, schema: z.unknown() });
  if (!(await findRefusal(() => call("POST", nameless)))) return { scope: `${object}:write` };
  const refusal = await findRefusal(() => call("GET"));
  return refusal ? { refusal } : { scope: `${object}:read` };
}

/** Why the key may not do this; null when it may. Even the key of a member who is no admin can have the scope. */
async function findRefusal(call: () => Promise<unknown>): Promise<PostHogError | null> {
  try {
    await call();
    return null;
  } catch (error) {
    if (!(error instanceof PostHogError)) throw error;
    if (error.code === "unauthorized") throw refuse("personal_api_key_refused");
    if (error.code === "validation_error" || error.code === "access_level_insufficient") return null;
    if (NOT_ALLOWED.includes(error.code)) return error;
    throw error;
  }
}
