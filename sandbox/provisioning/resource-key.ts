import type { Region } from "../core/region";
import { createSecret, hashSecret, maskSecret } from "../core/secrets";
import type { Project } from "../store/people";
import type { Bearer } from "./bearer";
import { labelFor } from "./label-prefix";

/**
 * A personal API key for one project, for partners that get one. Each call makes another; the earlier ones stay.
 * Its scopes are what the token was granted, never more than the client's declared ceiling.
 */
export function mintPersonalApiKey(
  region: Region,
  { client, token, user }: Bearer,
  project: Project,
  labelPrefix: string,
): string | undefined {
  const isForEveryone = region.settings.switches.personalApiKeyAlways;
  const scopes = isForEveryone
    ? []
    : token.scopes.filter((s) => s.includes(":") && client.scopes.includes(s));
  if (!isForEveryone && !(client.issuesPersonalApiKey && scopes.length > 0)) return undefined;
  const value = createSecret("phx_");
  const hash = hashSecret(value);
  region.store.personalApiKeys.set(hash, {
    hash,
    mask: maskSecret(value),
    label: labelFor(labelPrefix, project.name),
    userId: user.id,
    scopes,
    scopedProjects: [project.id],
    scopedOrganizations: [project.organizationId],
    createdAt: region.clock.now(),
    lastUsedAt: null,
  });
  return value;
}
