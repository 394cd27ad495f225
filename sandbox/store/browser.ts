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

/** The token in the link of a welcome mail. */
export const passwordLink = z.object({
  token: z.string(),
  userId: z.number(),
  expiresAt: z.number(),
});

/** The six-digit code in a verification mail. Only a user's newest code is stored. */
export const verificationCode = z.object({ code: z.string(), expiresAt: z.number() });

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
export type Mail = z.output<typeof mail>;
export type CapturedEvent = z.output<typeof capturedEvent>;
