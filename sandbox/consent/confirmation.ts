import { canAccessProject, findProject } from "../core/directory";
import type { Region } from "../core/region";
import { Refusal } from "../http/refusal";
import { issueCode } from "../provisioning/accounts";
import type { User } from "../store/people";
import { endIfDeactivated, findConsent, isAddressee, isWellFormedState } from "./pending-consent";

const refuse = (status: 400 | 403 | 404, code: string) => new Refusal(status, code, code);

const incomplete = () => refuse(400, "state and team_id are required");

/** Approves a consent request for one project. Returns the partner's redirect URI with the code. */
export function confirmConsent(region: Region, user: User, state: unknown, teamId: unknown): string {
  if (typeof state !== "string" || !isWellFormedState(state)) throw incomplete();
  const consent = findConsent(region, state);
  const hasTeam = teamId !== undefined && teamId !== null && teamId !== "";
  const mayReportState = hasTeam || region.settings.switches.unknownStateBeforeMissingTeam;
  if (!consent && mayReportState) throw refuse(400, "expired_or_invalid_state");
  if (!consent || !hasTeam) throw incomplete();
  if (!isAddressee(consent, user)) throw refuse(403, "email_mismatch");
  const project = findProject(region, Number(teamId));
  if (!project) throw refuse(404, "team_not_found");
  if (!canAccessProject(region, user.id, project)) throw refuse(403, "team_not_accessible");
  if (endIfDeactivated(region, consent)) throw refuse(403, "partner_deactivated");
  const { pending, client } = consent;
  // PostHog always uses the first redirect URI of the document.
  const [callback] = client.redirectUris;
  if (!callback) throw refuse(400, "missing_callback");
  region.store.pendingConsents.delete(state);
  const { code } = issueCode(region, {
    clientId: client.clientId,
    userId: user.id,
    projectId: project.id,
    scopes: pending.scopes,
    codeChallenge: pending.codeChallenge,
  });
  // Like PostHog, append `?` even if the redirect URI already has a query.
  return `${callback}?${new URLSearchParams({ code, state })}`;
}
