import { z } from "zod";

const vouchedFor = z.object({ email: z.email(), email_verified: z.literal(true) });

/** Whether a provider's profile proves the address: PostHog makes accounts for it, so a claim is not enough. */
export const hasVerifiedEmail = (profile: unknown): boolean => vouchedFor.safeParse(profile).success;
