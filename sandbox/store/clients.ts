import { z } from "zod";

/** Flags that a PostHog operator can set for one client. */
const clientFlags = z.object({
  active: z.boolean(),
  disabled: z.boolean(),
  canCreateAccounts: z.boolean(),
  canProvisionResources: z.boolean(),
  canIssueDeepLinks: z.boolean(),
  issuesPersonalApiKey: z.boolean(),
});

const rateLimits = z.record(z.string(), z.number());

/** An operator's changes, kept apart from the client so that they also apply when it registers later. */
export const clientOverrides = clientFlags.partial().extend({ rateLimits: rateLimits.optional() });

export const client = clientFlags.extend({
  clientId: z.string(),
  name: z.string(),
  redirectUris: z.array(z.string()),
  logoUri: z.string().nullable(),
  tokenEndpointAuthMethod: z.enum(["none", "private_key_jwt", "client_secret_post"]),
  jwksUri: z.string().nullable(),
  secretHash: z.string().nullable(),
  /** With `optionalScopes`, the client's scope ceiling. Empty: it has no ceiling. */
  scopes: z.array(z.string()),
  optionalScopes: z.array(z.string()),
  /** The organization that attested the client with a verification token. */
  organizationId: z.string().nullable(),
  /** A provisioning partner; otherwise only an OAuth application. */
  isPartner: z.boolean(),
  rateLimits,
  registeredAt: z.number(),
  documentExpiresAt: z.number().nullable(),
});

export type Client = z.output<typeof client>;
export type ClientOverrides = z.output<typeof clientOverrides>;
