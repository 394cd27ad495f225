import { z } from "zod";

/** Mailboxes exist that a stricter rule refuses, such as `a..b@…` and `a.@…`, and the provider has proved this one. */
const provedEmail = z
  .string()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/);

const vouchedFor = z.object({ email: provedEmail, email_verified: z.literal(true) });

/** Whether a provider's profile proves the address: PostHog makes accounts for it, so a claim is not enough. */
export const hasVerifiedEmail = (profile: unknown): boolean => vouchedFor.safeParse(profile).success;
