import { canAccessProject, findProject } from "../core/directory";
import type { Region } from "../core/region";
import { createSecret } from "../core/secrets";
import type { RefreshToken } from "../store/grants";

const LIFETIME_SECONDS = 3600;
/** An application that is no partner any more gets what every other application gets. */
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
 * The projects a token opens: those it starts from, and whatever else this client created in the same
 * organizations, as far as the user can still get at them. Ascending, because "the" project is the first.
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
