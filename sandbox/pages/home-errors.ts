/**
 * The messages for `/?error=`, to which deep links and the consent flow redirect. The text comes only from this
 * table: the query is untrusted.
 */
const MESSAGES = {
  missing_token: {
    title: "This link is incomplete",
    text: "Its token is missing. Go back to the app and open PostHog from there again.",
  },
  expired_or_invalid_token: {
    title: "This link no longer works",
    text: "A link works once, within ten minutes. Go back to the app and open PostHog from there again.",
  },
  invalid_token_data: {
    title: "This link cannot be read",
    text: "Go back to the app and open PostHog from there again.",
  },
  user_not_found: {
    title: "The account for this link no longer exists",
    text: "It was deleted after the link was created. Connect PostHog again from the app.",
  },
  user_inactive: {
    title: "This account is deactivated",
    text: "Links cannot log in to a deactivated account.",
  },
  service_unavailable: {
    title: "PostHog cannot check links just now",
    text: "Please try again in a moment.",
  },
  missing_state: {
    title: "This request is incomplete",
    text: "Go back to the app and start connecting again.",
  },
  expired_or_invalid_state: {
    title: "This request has expired",
    text: "An app waits ten minutes for your approval, and asking again replaces the earlier request. Go back to the app and start connecting again.",
  },
  email_mismatch: {
    title: "This request is for another account",
    text: "You are logged in with a different e-mail address. Log out, go back to the app and start connecting again.",
  },
  no_organization: {
    title: "You have no organization",
    text: "An app connects to one of your projects, and projects belong to an organization. Create one first.",
  },
  partner_deactivated: {
    title: "This app is deactivated",
    text: "PostHog has deactivated it, so it cannot be connected.",
  },
} as const;

const UNKNOWN = {
  title: "Something went wrong",
  text: "Go back to the app and try again.",
};

export function describeHomeError(code: string | undefined): { title: string; text: string } | undefined {
  if (!code) return undefined;
  return Object.entries(MESSAGES).find(([known]) => known === code)?.[1] ?? UNKNOWN;
}
