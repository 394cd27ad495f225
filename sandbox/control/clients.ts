import { Hono } from "hono";
import { z } from "zod";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { revokeSessions } from "../provisioning/revocation";
import { BASE_LIMITS } from "../provisioning/tiers";
import type { Client, ClientOverrides } from "../store/clients";
import { answerControlError, notFound, readControl } from "./control";
import { createOperatorClient } from "./operator-clients";

/** An endpoint with a limit at PostHog. The sandbox has no GitHub grants, so their limit changes nothing. */
const limited = z.string().refine((name) => Object.hasOwn(BASE_LIMITS, name) || name === "github_grants");

const change = z.strictObject({
  client_id: z.string().min(1),
  active: z.boolean().optional(),
  disabled: z.boolean().optional(),
  can_create_accounts: z.boolean().optional(),
  can_provision_resources: z.boolean().optional(),
  can_issue_deep_links: z.boolean().optional(),
  issues_personal_api_key: z.boolean().optional(),
  rate_limits: z.record(limited, z.number().min(-1)).optional(),
});

/** Clients, and the changes that a PostHog operator can make to them. */
export function clientControl(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.onError(answerControlError);

  app.get("/clients", (c) => c.json({ clients: [...region.store.clients.values()].map(presentClient) }));

  app.post("/clients", async (c) => {
    const { client, secret } = await createOperatorClient(c, region);
    return c.json(
      { ...presentClient(client), ...(secret === undefined ? {} : { client_secret: secret }) },
      201,
    );
  });

  app.patch("/clients", async (c) => {
    const { client_id, ...wanted } = await readControl(c, change);
    const overrides = readOverrides(wanted);
    // Store these for a known client too: they apply again when its document makes it a partner or confidential.
    const kept = { ...region.store.clientOverrides.get(client_id), ...overrides };
    region.store.clientOverrides.set(client_id, kept);
    const client = region.store.clients.get(client_id);
    if (!client) return c.json({ client_id, registered: false, ...presentOverrides(kept) });
    applyOverrides(client, overrides);
    return c.json(presentClient(client));
  });

  app.post("/clients/revoke_sessions", async (c) => {
    const { client_id } = await readControl(c, z.strictObject({ client_id: z.string() }));
    revokeSessions(region, region.store.clients.get(client_id) ?? notFound("client"));
    return c.body(null, 204);
  });

  return app;
}

function readOverrides(wanted: Omit<z.output<typeof change>, "client_id">): ClientOverrides {
  const overrides: ClientOverrides = {
    active: wanted.active,
    disabled: wanted.disabled,
    canCreateAccounts: wanted.can_create_accounts,
    canProvisionResources: wanted.can_provision_resources,
    canIssueDeepLinks: wanted.can_issue_deep_links,
    issuesPersonalApiKey: wanted.issues_personal_api_key,
    rateLimits: wanted.rate_limits,
  };
  return withoutUndefined(overrides);
}

/** Removes `undefined` fields, which would otherwise overwrite existing values. */
function withoutUndefined<T extends object>(fields: T): T {
  const copy = { ...fields };
  for (const key of Object.keys(copy))
    if (Reflect.get(copy, key) === undefined) Reflect.deleteProperty(copy, key);
  return copy;
}

function applyOverrides(client: Client, overrides: ClientOverrides): void {
  const { rateLimits, ...flags } = overrides;
  Object.assign(client, flags);
  if (rateLimits) client.rateLimits = { ...client.rateLimits, ...rateLimits };
}

function presentOverrides(overrides: ClientOverrides) {
  return {
    active: overrides.active,
    disabled: overrides.disabled,
    can_create_accounts: overrides.canCreateAccounts,
    can_provision_resources: overrides.canProvisionResources,
    can_issue_deep_links: overrides.canIssueDeepLinks,
    issues_personal_api_key: overrides.issuesPersonalApiKey,
    rate_limits: overrides.rateLimits,
  };
}

function presentClient(client: Client) {
  return {
    client_id: client.clientId,
    registered: true,
    name: client.name,
    client_type: client.tokenEndpointAuthMethod === "none" ? "public" : "confidential",
    token_endpoint_auth_method: client.tokenEndpointAuthMethod,
    redirect_uris: client.redirectUris,
    logo_uri: client.logoUri,
    jwks_uri: client.jwksUri,
    scopes: client.scopes,
    organization_id: client.organizationId,
    is_partner: client.isPartner,
    ...presentOverrides(client),
    registered_at: new Date(client.registeredAt).toISOString(),
  };
}
