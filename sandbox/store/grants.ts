import { z } from "zod";

/** A consent request that the user has not answered yet. Keyed by the `state` in the consent URL. */
export const pendingConsent = z.object({
  state: z.string(),
  clientId: z.string(),
  email: z.string(),
  scopes: z.array(z.string()),
  codeChallenge: z.string(),
  expiresAt: z.number(),
});

export const authorizationCode = z.object({
  code: z.string(),
  clientId: z.string(),
  userId: z.number(),
  projectId: z.number(),
  scopes: z.array(z.string()),
  codeChallenge: z.string().nullable(),
  endedByOperator: z.boolean(),
  expiresAt: z.number(),
});

export const accessToken = z.object({
  token: z.string(),
  clientId: z.string(),
  userId: z.number(),
  scopes: z.array(z.string()),
  projectIds: z.array(z.number()),
  expiresAt: z.number(),
});

export const refreshToken = z.object({
  token: z.string(),
  accessToken: z.string(),
  clientId: z.string(),
  userId: z.number(),
  scopes: z.array(z.string()),
  projectIds: z.array(z.number()),
  issuedAt: z.number(),
  revoked: z.boolean(),
  endedByOperator: z.boolean(),
});

/** A project that a client created, with the partner's `project_id` for it if the client sent one. */
export const provisionedProject = z.object({
  clientId: z.string(),
  organizationId: z.string(),
  projectId: z.number(),
  partnerProjectId: z.string().nullable(),
});

export const deepLink = z.object({
  token: z.string(),
  userId: z.number(),
  projectId: z.number().nullable(),
  path: z.string().nullable(),
  expiresAt: z.number(),
});

/** A used `jti`, kept until its assertion has expired: a second use is refused. */
export const usedAssertion = z.object({ expiresAt: z.number() });

export type PendingConsent = z.output<typeof pendingConsent>;
export type AuthorizationCode = z.output<typeof authorizationCode>;
export type AccessToken = z.output<typeof accessToken>;
export type RefreshToken = z.output<typeof refreshToken>;
export type DeepLink = z.output<typeof deepLink>;
