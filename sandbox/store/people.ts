import { z } from "zod";

export const user = z.object({
  id: z.number(),
  uuid: z.string(),
  email: z.string(),
  name: z.string(),
  emailVerified: z.boolean(),
  isActive: z.boolean(),
  hasPassword: z.boolean(),
  createdAt: z.number(),
});

export const organization = z.object({
  id: z.string(),
  name: z.string(),
  maxProxyRecords: z.number().nullable(),
  /** `false`: personal API keys of members who are not admins are refused. */
  memberPersonalApiKeys: z.boolean(),
  createdAt: z.number(),
});

export const LEVELS = ["member", "admin", "owner"] as const;

export const membership = z.object({
  userId: z.number(),
  organizationId: z.string(),
  level: z.enum(LEVELS),
});

export const project = z.object({
  id: z.number(),
  organizationId: z.string(),
  name: z.string(),
  /** `phc_…`. Public: web pages contain it. */
  apiToken: z.string(),
  /** The plan that the partner chose. */
  serviceId: z.string(),
  createdAt: z.number(),
});

export type User = z.output<typeof user>;
export type Organization = z.output<typeof organization>;
type Membership = z.output<typeof membership>;
export type Project = z.output<typeof project>;
export type Level = Membership["level"];
