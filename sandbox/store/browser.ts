import { z } from "zod";

/** A session in one browser. */
export const session = z.object({
  id: z.string(),
  userId: z.number(),
  csrfToken: z.string(),
  /** Sensitive actions require a recent log-in. */
  authenticatedAt: z.number(),
  expiresAt: z.number(),
});

/** The token in the link of a welcome or verification mail. */
export const emailLink = z.object({
  token: z.string(),
  userId: z.number(),
  purpose: z.enum(["verify_email", "set_password"]),
  expiresAt: z.number(),
});

export const mail = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  links: z.array(z.string()),
  at: z.number(),
});

export const capturedEvent = z.object({
  projectId: z.number(),
  uuid: z.string(),
  event: z.string(),
  distinctId: z.string(),
  properties: z.record(z.string(), z.unknown()),
  timestamp: z.string(),
  receivedAt: z.number(),
});

export type Session = z.output<typeof session>;
export type EmailLink = z.output<typeof emailLink>;
export type Mail = z.output<typeof mail>;
export type CapturedEvent = z.output<typeof capturedEvent>;
