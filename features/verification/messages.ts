import { type Message, refusals } from "@/lib/platform/failure";

const CHECK_KEY = "Check POSTHOG_PARTNER_API_KEY and POSTHOG_PARTNER_REGION.";

export const verificationMessages = {
  partner_key_missing: {
    title: "There is no key for your organization at PostHog",
    body: "Verification tokens belong to the partner's own organization.",
    next: "Set POSTHOG_PARTNER_API_KEY, POSTHOG_PARTNER_ORGANIZATION_ID and POSTHOG_PARTNER_REGION.",
  },
  partner_key_refused: {
    title: "PostHog does not know the partner key",
    body: "It was deleted or mistyped, or it belongs to PostHog's other region.",
    next: CHECK_KEY,
  },
  partner_organization_unknown: {
    title: "PostHog does not know the partner organization",
    body: "No organization in this region has the configured id.",
    next: "Check POSTHOG_PARTNER_ORGANIZATION_ID and POSTHOG_PARTNER_REGION.",
  },
  verification_token_lost: {
    title: "PostHog's answer did not reach us",
    body: "PostHog may have created a token whose value no one knows. What this app publishes is unchanged.",
    next: "Check the list: revoke the token if it is there, and create another one.",
  },
} as const satisfies Record<string, Message>;

export const refuse = refusals(verificationMessages);
