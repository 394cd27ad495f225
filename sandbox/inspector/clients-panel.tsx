import type { Region } from "../core/region";
import { BASE_LIMITS } from "../provisioning/tiers";
import type { Client } from "../store/clients";
import { ActionForm, Choice, Field, Hidden, Submit, Toggle } from "./form-parts";
import { Live } from "./panel";
import { HiddenCount, search } from "./search";

const ENDPOINTS = Object.keys(BASE_LIMITS).map((name) => [name, name.replaceAll("_", " ")] as const);

export function ClientsPanel({ region, find }: { region: Region; find: string }) {
  const clients = search([...region.store.clients.values()], find, (c) => `${c.name} ${c.clientId}`);
  return (
    <Live name="clients">
      <ul class="items">
        {clients.shown.map((client) => (
          <ClientItem client={client} organization={findOrganization(region, client)} />
        ))}
      </ul>
      <HiddenCount count={clients.hidden} />
      <details>
        <summary>Configure a client before it registers</summary>
        <ActionForm action="client">
          <Field name="client_id" label="Client id" required />
          <Choice
            name="can_issue_deep_links"
            label="Deep links"
            options={[
              ["true", "allowed"],
              ["false", "refused"],
            ]}
          />
          <Submit>Save</Submit>
        </ActionForm>
      </details>
    </Live>
  );
}

function findOrganization(region: Region, { organizationId }: Client): string | undefined {
  return organizationId === null ? undefined : region.store.organizations.get(organizationId)?.name;
}

function ClientItem({ client, organization }: { client: Client; organization: string | undefined }) {
  const kind = client.tokenEndpointAuthMethod === "none" ? "public" : "confidential";
  const limits = Object.entries(client.rateLimits);
  return (
    <li class="item">
      <strong>{client.name}</strong>
      <code class="breakable">{client.clientId}</code>
      <span class="soft">
        {kind}, {organization ? `verified by ${organization}` : "not verified"}
      </span>
      <ActionForm action="client">
        <Hidden name="client_id" value={client.clientId} />
        <div class="row-tight">
          <Toggle name="active" label="Active" isOn={client.active} />
          <Toggle name="disabled" label="Disabled" isOn={client.disabled} />
          <Toggle name="can_create_accounts" label="Accounts" isOn={client.canCreateAccounts} />
          <Toggle name="can_provision_resources" label="Projects" isOn={client.canProvisionResources} />
          <Toggle name="can_issue_deep_links" label="Deep links" isOn={client.canIssueDeepLinks} />
          <Toggle
            name="issues_personal_api_key"
            label="Personal API key"
            isOn={client.issuesPersonalApiKey}
          />
        </div>
      </ActionForm>
      <details>
        <summary>Rate limits and sessions{limits.length > 0 ? ` (${limits.length} of its own)` : ""}</summary>
        {limits.map(([endpoint, perHour]) => (
          <p>
            {endpoint}: {perHour < 0 ? "no limit" : `${perHour} an hour`}
          </p>
        ))}
        <ActionForm action="client">
          <Hidden name="client_id" value={client.clientId} />
          <div class="row-tight row-end">
            <Choice name="endpoint" label="Endpoint" options={ENDPOINTS} />
            <Field name="per_hour" label="Per hour (-1: no limit)" type="number" min={-1} required />
            <Submit>Set</Submit>
          </div>
        </ActionForm>
        <ActionForm action="revoke-sessions">
          <Hidden name="client_id" value={client.clientId} />
          <Submit>Revoke all its sessions</Submit>
        </ActionForm>
      </details>
    </li>
  );
}
