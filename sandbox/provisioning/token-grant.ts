import { canAccessProject, findProject } from "../core/directory";
import type { Region } from "../core/region";
import { createSecret } from "../core/secrets";
import type { RefreshToken } from "../store/grants";

const LIFETIME_SECONDS = 3600;
/** The lifetime for OAuth applications that are not partners, or no longer are. */
const ORDINARY_LIFETIME_SECONDS = 31_536_000;

export interface IssuedTokens {
  token_type: "bearer";
  access_token: string;
  refresh_token: string;
  expires_in: number;
}

export type Grant = Pick<RefreshToken, "clientId" | "userId" | "scopes" | "projectIds">;

export function issueTokens(region: Region, grant: Grant): IssuedTokens {
  const { store, clock } = region;
  const accessToken = createSecret("pha_");
  const refreshToken = createSecret("phr_");
  const now = clock.now();
  const isPartner = store.clients.get(grant.clientId)?.isPartner ?? false;
  const lifetime = isPartner ? LIFETIME_SECONDS : ORDINARY_LIFETIME_SECONDS;
  store.accessTokens.set(accessToken, {
    ...grant,
    token: accessToken,
    expiresAt: now + lifetime * 1000,
  });
  store.refreshTokens.set(refreshToken, {
    ...grant,
    token: refreshToken,
    accessToken,
    issuedAt: now,
    revoked: false,
    endedByOperator: false,
  });
  return {
    token_type: "bearer",
    access_token: accessToken,
    refresh_token: refreshToken,
    expires_in: lifetime,
  };
}

/**
 * The projects a token can access: the given ones, and those this client created in the same organizations, if the
 * user still has access. Sorted, because the first one is the token's default project.
 */
export function projectsFor(region: Region, clientId: string, userId: number, base: number[]): number[] {
  const { provisionedProjects } = region.store;
  const organizations = new Set(base.map((id) => findProject(region, id)?.organizationId));
  const provisioned = provisionedProjects.filter(
    (row) => row.clientId === clientId && organizations.has(row.organizationId),
  );
  const ids = new Set([...base, ...provisioned.map((row) => row.projectId)]);
  return [...ids].filter((id) => isAccessible(region, userId, id)).sort((a, b) => a - b);
}

function isAccessible(region: Region, userId: number, projectId: number): boolean {
  const project = findProject(region, projectId);
  return project !== undefined && canAccessProject(region, userId, project);
}
