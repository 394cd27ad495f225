import { posthog } from "../identity/client";
import { brand } from "../platform/brand";
import { db } from "../platform/db";
import { PostHogError } from "../posthog/errors";
import { requireRegionHost } from "../posthog/hosts";
import type { Region } from "../posthog/regions";
import { getProject, type ProvisionedProject, provisionProject } from "../posthog/resources";
import type { Team, TokenSet } from "../posthog/tokens";
import type { Keep } from "../tokens/keeping";
import type { ConnectionGrant, ConnectionOwner } from "../tokens/owner";
import { sqlTokenStore } from "../tokens/sql-token-store";
import { sealTokens } from "../tokens/vault";
import { recordActivity } from "./activity";
import { keepUntilSaved } from "./keeping";
import { refuse } from "./messages";
import { posthogProjectId } from "./partner-project";
import type { ScopeReasons } from "./scopes";
import { withAccessToken } from "./tokens";

/** What features need from a connection, and what they do with a project that PostHog has issued. */
export interface ProjectHooks {
  readonly scopes: ScopeReasons;
  /**
   * Must be safe to repeat: it is retried while the database is away.
   * @param isSame Whether the project is the one that was connected before.
   */
  onProject(grant: ConnectionGrant, project: ProvisionedProject, isSame: boolean): Promise<void>;
}

/**
 * Saves the result of a code exchange: the code is used up, and these tokens exist nowhere else.
 * @throws {AppError} `signed_out` when the account was deleted meanwhile.
 */
export async function saveGrant(
  owner: ConnectionOwner,
  grant: { region: Region; tokens: TokenSet; teams: readonly Team[]; scopes: readonly string[] },
  keep: Keep = keepUntilSaved,
): Promise<void> {
  const { tokens, ...rest } = grant;
  const sealed = sealTokens(owner, tokens);
  if (!(await keep(() => sqlTokenStore.saveGrant(owner, { ...rest, ...sealed })))) throw refuse("signed_out");
  recordActivity(owner.userId, { action: "connect", region: grant.region, event: "connection_made" });
}

/**
 * Fetches the project behind the owner's tokens: the previous one, if the tokens reach it. Safe to repeat: another call
 * finishes a set-up that was interrupted.
 * @param projectName Requests a separate project with this name.
 * @throws {PostHogError} what PostHog answered.
 */
export async function provision(
  owner: ConnectionOwner,
  hooks: ProjectHooks,
  projectName?: string,
): Promise<void> {
  const { connectedAt, known, region, project } = await withAccessToken(owner, async (access) => ({
    connectedAt: access.connectedAt,
    known: access.projectId,
    region: access.region,
    project:
      (access.projectId ? await findProject({ ...access, projectId: access.projectId }) : null) ??
      (await provisionProject(posthog(), {
        ...access,
        projectId: posthogProjectId(owner) ?? (projectName ? owner.partnerProjectId : undefined),
        projectName,
        labelPrefix: brand.labelPrefix,
      })),
  }));
  const grant = { ...owner, connectedAt };
  const isSame = project.id === known;
  const apiHost = requireRegionHost(posthog(), region, project.host);
  // A key that came with the project exists nowhere else.
  await keepUntilSaved(async () => {
    const saved = await db().connection.updateMany({
      where: grant,
      data: {
        projectId: project.id,
        projectToken: project.projectToken,
        apiHost,
        ...(isSame ? {} : { proxyDomain: null }),
      },
    });
    if (saved.count > 0) await hooks.onProject(grant, project, isSame);
  });
}

// Null when the person chose another project on the consent page, or the old one was deleted.
async function findProject(request: { region: Region; accessToken: string; projectId: string }) {
  try {
    return await getProject(posthog(), request);
  } catch (error) {
    if (error instanceof PostHogError && ["forbidden", "not_found"].includes(error.code)) return null;
    throw error;
  }
}
