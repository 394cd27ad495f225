import { type Message, refusals } from "../platform/failure";

const START_AGAIN = "Start again from the connection page.";

/** Messages for this room's refusals. */
export const connectionMessages = {
  callback_code_missing: {
    title: "PostHog sent you back without a code",
    body: "Nothing was connected and nothing was changed.",
    next: START_AGAIN,
  },
  connects_kept: {
    title: "Many people are connecting right now",
    body: "PostHog limits how many connections we can begin in an hour. We reserve the last ones for people who have not tried yet.",
    next: "Please wait a little and try again. Nothing is lost.",
  },
  flow_expired: {
    title: "This connection attempt is over",
    body: "More than ten minutes have passed since it began. Nothing was changed.",
    next: START_AGAIN,
  },
  flow_of_another_user: {
    title: "Someone else is signed in now",
    body: "A different account began this attempt in this browser. Nothing was connected.",
    next: "Sign in with the account that began it, then connect again.",
  },
  flow_unknown: {
    title: "We do not recognise this return from PostHog",
    body: "The connection attempt did not begin in this browser, or it began too long ago. This visit has changed nothing.",
    next: START_AGAIN,
  },
  flow_under_way: {
    title: "This takes longer than usual",
    body: "We have your permission and are still connecting you. You can leave this page.",
    next: "Look at the connection page in a moment.",
  },
  project_not_ready: {
    title: "Your project is not ready yet",
    body: "PostHog has given us access, but we have not received the project.",
    next: "Finish setting up on the connection page.",
  },
  rotation_answer_lost: {
    title: "PostHog's answer did not reach us",
    body: "We do not know whether PostHog replaced your project token. The connection page shows the current token as soon as we can read it from PostHog.",
    next: "Compare it with the one on your site before you replace it again.",
  },
  signed_out: {
    title: "You are signed out",
    body: "We need to know who you are before we do this.",
    next: "Sign in and try again.",
  },
} as const satisfies Record<string, Message>;

export const refuse = refusals(connectionMessages);
