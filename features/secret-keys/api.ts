import { z } from "zod";
import { apiPath } from "@/lib/posthog/api-path";
import type { ClientConfig } from "@/lib/posthog/config";
import { PostHogError } from "@/lib/posthog/errors";
import {
  type Bearer,
  callManagementApi,
  listManagementApi,
  type ManagementRequest,
  timeSchema,
} from "@/lib/posthog/management";

export interface SecretKeyFields {
  readonly label: string;
  readonly scopes: readonly string[];
}

interface ProjectRequest extends Bearer {
  readonly projectId: string;
}

interface KeyRequest extends ProjectRequest {
  readonly id: string;
}

// Older servers identify the creator by number, newer ones with a user object.
const creator = z.union([
  z.number().transform((id) => `User ${id}`),
  z
    .object({ first_name: z.string().catch(""), last_name: z.string().catch(""), email: z.string() })
    .transform((user) => `${user.first_name} ${user.last_name}`.trim() || user.email),
]);

const wireKey = z.object({
  id: z.string().min(1),
  label: z.string(),
  mask_value: z.string().nullish(),
  scopes: z.array(z.string()).nullish(),
  created_by: creator.nullish().catch(null),
  created_at: timeSchema,
  last_used_at: timeSchema.nullish(),
  last_rolled_at: timeSchema.nullish(),
});

const toSecretKey = (key: z.output<typeof wireKey>) => ({
  /** Opaque text. */
  id: key.id,
  label: key.label,
  /** The first and last characters, `phs_...abcd`. */
  mask: key.mask_value ?? null,
  scopes: key.scopes ?? [],
  /** A name or a number, as the server sends it; null when the creator is gone. */
  createdBy: key.created_by ?? null,
  createdAt: key.created_at,
  /** Updated at most once an hour. */
  lastUsedAt: key.last_used_at ?? null,
  lastRolledAt: key.last_rolled_at ?? null,
});

const secretKeySchema = wireKey.transform(toSecretKey);

/** A project secret API key: it belongs to a project, not to a person, and allows little. */
export type SecretKey = z.output<typeof secretKeySchema>;

const revealedSchema = wireKey
  .extend({ value: z.string().min(1) })
  .transform(({ value, ...key }) => ({ ...toSecretKey(key), value }));

/** PostHog keeps only a hash: this answer is the only one that ever holds the value. Never store or log it. */
export type RevealedSecretKey = z.output<typeof revealedSchema>;

/** All keys of a project, newest first. Needs `project:read`, as reading one does. */
export function listSecretKeys(config: ClientConfig, request: ProjectRequest): Promise<SecretKey[]> {
  return onProject(request, "", (path) =>
    listManagementApi(config, { ...request, path, item: secretKeySchema }),
  );
}

/** @throws {PostHogError} `not_found` when the key is gone. */
export function getSecretKey(config: ClientConfig, request: KeyRequest): Promise<SecretKey> {
  return callOnProject(config, request, keyPath(request), { schema: secretKeySchema });
}

/**
 * Creates a key. Needs `project:write`, like every change, and the rights of a project admin. When the answer is
 * lost, the key may exist with a value that no one has seen.
 * @throws {PostHogError} `validation_error` with PostHog's explanation: the allowed scopes, the limit of keys, …
 */
export function createSecretKey(
  config: ClientConfig,
  { label, scopes, ...request }: ProjectRequest & SecretKeyFields,
): Promise<RevealedSecretKey> {
  return callOnProject(config, request, "", {
    method: "POST",
    body: { label, scopes },
    schema: revealedSchema,
  });
}

/** Changes label and scopes, never the secret. PostHog answers `server_error` when another key has the label. */
export function updateSecretKey(
  config: ClientConfig,
  { label, scopes, ...request }: KeyRequest & SecretKeyFields,
): Promise<SecretKey> {
  return callOnProject(config, request, keyPath(request), {
    method: "PATCH",
    body: { label, scopes },
    schema: secretKeySchema,
  });
}

/** @throws {PostHogError} `not_found` when the key is gone already. */
export async function deleteSecretKey(config: ClientConfig, request: KeyRequest): Promise<void> {
  await callOnProject(config, request, keyPath(request), { method: "DELETE", schema: z.unknown() });
}

/**
 * Gives a key a new value; the old one stops working at once.
 * @throws {PostHogError} `personal_api_key_unsupported` from servers that let only a browser session roll keys.
 */
export function rollSecretKey(config: ClientConfig, request: KeyRequest): Promise<RevealedSecretKey> {
  return callOnProject(config, request, `${keyPath(request)}roll/`, {
    method: "POST",
    schema: revealedSchema,
  });
}

const keyPath = ({ id }: KeyRequest): string => apiPath`${id}/`;

const callOnProject = <T>(
  config: ClientConfig,
  request: ProjectRequest,
  rest: string,
  call: Pick<ManagementRequest<T>, "method" | "body" | "schema">,
): Promise<T> => onProject(request, rest, (path) => callManagementApi(config, { ...request, ...call, path }));

// Environments are an older name for projects; the oldest servers know only that name.
async function onProject<T>(
  { projectId }: ProjectRequest,
  rest: string,
  call: (path: string) => Promise<T>,
): Promise<T> {
  const below = `${apiPath`${projectId}/project_secret_api_keys/`}${rest}`;
  try {
    return await call(`/api/projects/${below}`);
  } catch (error) {
    const unknown = error instanceof PostHogError && error.code === "endpoint_not_found";
    if (!unknown) throw error;
    return call(`/api/environments/${below}`);
  }
}
