import { createPersonalApiKey } from "../core/personal-api-keys";
import type { Region } from "../core/region";
import { declaredScopes } from "../core/scopes";
import type { Project } from "../store/people";
import type { Bearer } from "./bearer";
import { labelFor } from "./label-prefix";

/**
 * Creates a personal API key for one project, if the partner is entitled to one. Earlier keys stay valid. Its scopes
 * are the token's, limited to those the client declared; with `personalApiKeyAlways` it has none.
 */
export function mintPersonalApiKey(
  region: Region,
  { client, token, user }: Bearer,
  project: Project,
  labelPrefix: string,
): string | undefined {
  const isForEveryone = region.settings.switches.personalApiKeyAlways;
  const declared = new Set(declaredScopes(client));
  const scopes = isForEveryone ? [] : token.scopes.filter((s) => s.includes(":") && declared.has(s));
  if (!isForEveryone && !(client.issuesPersonalApiKey && scopes.length > 0)) return undefined;
  return createPersonalApiKey(region, {
    label: labelFor(labelPrefix, project.name),
    userId: user.id,
    scopes,
    scopedProjects: [project.id],
    scopedOrganizations: [project.organizationId],
  });
}
