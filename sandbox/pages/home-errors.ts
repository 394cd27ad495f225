/**
 * What the redirects of deep links and of the consent flow say in `/?error=`. The words come from this table
 * and never from the address, which anybody can write.
 */
const WORDS = {
  missing_token: {
    title: "This link is incomplete",
    text: "Its secret part is missing. Go back to the app and open PostHog from there again.",
  },
  expired_or_invalid_token: {
    title: "This link no longer works",
    text: "A link opens once, within ten minutes. Go back to the app and open PostHog from there again.",
  },
  invalid_token_data: {
    title: "This link cannot be read",
    text: "Go back to the app and open PostHog from there again.",
  },
  user_not_found: {
    title: "The account behind this link is gone",
    text: "It was deleted after the link was made. Connect PostHog again from the app.",
  },
  user_inactive: {
    title: "This account is deactivated",
    text: "Somebody turned it off, so links cannot log in to it.",
  },
  service_unavailable: {
    title: "PostHog cannot check links just now",
    text: "Please try again in a moment.",
  },
  rate_limited: {
    title: "Too many links from one place",
    text: "Wait a few minutes, then open PostHog from the app again.",
  },
  missing_state: {
    title: "This request is incomplete",
    text: "Go back to the app and start connecting again.",
  },
  expired_or_invalid_state: {
    title: "This request has expired",
    text: "An app waits ten minutes for your approval, and asking again replaces the earlier request. Go back to the app and start connecting again.",
  },
  no_organization: {
    title: "You have no organization",
    text: "An app connects to one of your projects, and projects belong to an organization. Create one first.",
  },
  partner_deactivated: {
    title: "This app is switched off",
    text: "PostHog has deactivated it, so it cannot be connected.",
  },
} as const;

const UNKNOWN = {
  title: "Something went wrong",
  text: "Go back to the app and try again.",
};

export function describeHomeError(code: string | undefined): { title: string; text: string } | undefined {
  if (!code) return undefined;
  return Object.entries(WORDS).find(([known]) => known === code)?.[1] ?? UNKNOWN;
}
