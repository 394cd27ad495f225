import { z } from "zod";

/** Loose on purpose: stricter rules refuse real mailboxes such as `a..b@…`, and the provider has verified this one. */
const provedEmail = z
  .string()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/);

const vouchedFor = z.object({ email: provedEmail, email_verified: z.literal(true) });

/** Whether a provider's profile proves the address: PostHog makes accounts for it, so a claim is not enough. */
export const hasVerifiedEmail = (profile: unknown): boolean => vouchedFor.safeParse(profile).success;
