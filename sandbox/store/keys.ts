import { z } from "zod";

/** Keyed by the hash of its value. The value is shown once and never stored. */
export const personalApiKey = z.object({
  hash: z.string(),
  mask: z.string(),
  label: z.string(),
  userId: z.number(),
  scopes: z.array(z.string()),
  scopedProjects: z.array(z.number()),
  scopedOrganizations: z.array(z.string()),
  createdAt: z.number(),
  lastUsedAt: z.number().nullable(),
});

/** Published in a client metadata document to prove which organization owns the client. */
export const verificationToken = z.object({
  id: z.string(),
  organizationId: z.string(),
  label: z.string(),
  hash: z.string(),
  mask: z.string(),
  cimdUrl: z.string().nullable(),
  createdBy: z.number().nullable(),
  createdAt: z.number(),
  lastUsedAt: z.number().nullable(),
});

export const projectSecretKey = z.object({
  id: z.string(),
  projectId: z.number(),
  label: z.string(),
  hash: z.string(),
  mask: z.string(),
  scopes: z.array(z.string()),
  createdBy: z.number().nullable(),
  createdAt: z.number(),
  lastUsedAt: z.number().nullable(),
  lastRolledAt: z.number().nullable(),
});

export const PROXY_STATUSES = [
  "waiting",
  "issuing",
  "valid",
  "warning",
  "erroring",
  "deleting",
  "timed_out",
] as const;

export const proxyRecord = z.object({
  id: z.string(),
  organizationId: z.string(),
  domain: z.string(),
  targetCname: z.string(),
  status: z.enum(PROXY_STATUSES),
  message: z.string().nullable(),
  /** When it started waiting for its DNS record. The wait times out. */
  waitingSince: z.number(),
  createdBy: z.number().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

export type ProxyStatus = (typeof PROXY_STATUSES)[number];
export type PersonalApiKey = z.output<typeof personalApiKey>;
export type VerificationToken = z.output<typeof verificationToken>;
export type ProjectSecretKey = z.output<typeof projectSecretKey>;
export type ProxyRecord = z.output<typeof proxyRecord>;
