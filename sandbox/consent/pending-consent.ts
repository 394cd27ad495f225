import type { Region } from "../core/region";
import { isActivePartner } from "../provisioning/client-authentication";
import type { Client } from "../store/clients";
import type { PendingConsent } from "../store/grants";
import type { User } from "../store/people";

/** A consent request that is not answered yet, and its client. */
export interface OpenConsent {
  pending: PendingConsent;
  client: Client;
}

export const isWellFormedState = (state: string) => /^[A-Za-z0-9_-]{1,256}$/.test(state);

/** The consent request with this `state`; `undefined` when it is unknown, expired, replaced or answered. */
export function findConsent(region: Region, state: string): OpenConsent | undefined {
  const pending = region.store.pendingConsents.get(state);
  if (!pending || pending.expiresAt <= region.clock.now()) return undefined;
  const client = region.store.clients.get(pending.clientId);
  return client ? { pending, client } : undefined;
}

/** PostHog compares the e-mail addresses exactly. */
export const isAddressee = ({ pending }: OpenConsent, user: User) => pending.email === user.email;

/** Deletes a consent request if its partner has since been deactivated. */
export function endIfDeactivated(region: Region, { pending, client }: OpenConsent): boolean {
  if (isActivePartner(client)) return false;
  region.store.pendingConsents.delete(pending.state);
  return true;
}

/** The details that PostHog's consent page loads. */
export function describeConsent(region: Region, { pending, client }: OpenConsent) {
  const basics = { partner_name: client.name, scopes: pending.scopes };
  if (!region.settings.switches.pendingNamesOrganization) return basics;
  const organization =
    client.organizationId === null ? undefined : region.store.organizations.get(client.organizationId);
  return { ...basics, pays_for_customers: false, partner_organization_name: organization?.name ?? null };
}
