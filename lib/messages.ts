import { managementMessages } from "./management-messages";
import type { PostHogErrorCode } from "./posthog/errors";

export interface Message {
  readonly title: string;
  readonly body: string;
  /** What the person can do now. */
  readonly next: string;
}

const AGAIN = "Please try again in a moment.";
const PARTNER = "Please tell us; this is ours to put right.";

const posthogTrouble: Message = {
  title: "PostHog answered in a way we did not expect",
  body: "Nothing was changed and nothing is lost.",
  next: AGAIN,
};

const ourMistake: Message = {
  title: "PostHog did not accept our request",
  body: "This is a mistake in our integration, not in anything you did.",
  next: PARTNER,
};

/** Words for everything that can go wrong. A code without any does not compile. */
export const messages = {
  ...managementMessages,
  account_creation_failed: {
    title: "PostHog could not create the account",
    body: "Something failed on PostHog's side while it was setting up your account.",
    next: AGAIN,
  },
  callback_code_missing: {
    title: "PostHog sent you back without a code",
    body: "Nothing was connected and nothing was changed.",
    next: "Start again from the connection page.",
  },
  client_not_registered: {
    title: "PostHog does not know this app yet",
    body: "We tried to register with PostHog and it did not take.",
    next: PARTNER,
  },
  credential_rotation_failed: posthogTrouble,
  deep_links_not_enabled: {
    title: "One-click links are not switched on for this app",
    body: "PostHog has to enable them for us first. Your project is fine, and you can open it the usual way.",
    next: "Open your project in PostHog and log in there.",
  },
  deep_links_not_in_tier: {
    title: "One-click links need a higher tier at PostHog",
    body: "PostHog offers them only to apps that sign their requests, and this one does not yet.",
    next: "Open your project in PostHog and log in there.",
  },
  event_not_sent: {
    title: "PostHog did not take the test event",
    body: "Your project and its token are as they were.",
    next: AGAIN,
  },
  expired: {
    title: "That took too long",
    body: "The request to PostHog ran out.",
    next: "Please start again.",
  },
  flow_expired: {
    title: "This connection attempt is over",
    body: "It was used already, or more than ten minutes have passed since it began. Nothing was changed.",
    next: "Start again from the connection page.",
  },
  flow_of_another_user: {
    title: "Somebody else is signed in now",
    body: "This attempt was begun by a different account in this browser. Nothing was connected.",
    next: "Sign in with the account that began it, then connect again.",
  },
  flow_unknown: {
    title: "We do not recognise this return from PostHog",
    body: "It was not begun in this browser, was already used, or has expired. Nothing was changed.",
    next: "Start again from the connection page.",
  },
  forbidden: {
    title: "PostHog does not allow this",
    body: "PostHog refused to do this for our app.",
    next: PARTNER,
  },
  foreign_origin: {
    title: "This request came from another site",
    body: "For your safety it was refused.",
    next: "Reload the page and try again.",
  },
  invalid_api_version: ourMistake,
  invalid_client: ourMistake,
  invalid_grant: {
    title: "PostHog no longer accepts this permission",
    body: "It was used, has expired, or was withdrawn.",
    next: "Connect PostHog again.",
  },
  invalid_input: {
    title: "Some of that does not fit",
    body: "Please look at what you entered: names may have at most 64 characters.",
    next: "Correct it and send it again.",
  },
  invalid_label_prefix: ourMistake,
  invalid_path: ourMistake,
  invalid_request: ourMistake,
  invalid_resource_id: ourMistake,
  invalid_scope: ourMistake,
  network: {
    title: "PostHog could not be reached",
    body: "The connection failed before an answer came.",
    next: AGAIN,
  },
  no_team: {
    title: "There is no project behind this connection",
    body: "The project may have been removed from it in PostHog.",
    next: "Connect PostHog again.",
  },
  not_connected: {
    title: "PostHog is not connected yet",
    body: "There is nothing to open.",
    next: "Connect PostHog first.",
  },
  not_found: {
    title: "PostHog no longer finds this project",
    body: "It was deleted, or you lost access to it.",
    next: "Connect PostHog again.",
  },
  offline: {
    title: "You seem to be offline",
    body: "We could not reach our own server from your browser. Nothing is lost.",
    next: "Press the button again as soon as your connection is back.",
  },
  project_id_conflict: ourMistake,
  project_not_ready: {
    title: "Your project is not ready yet",
    body: "PostHog has let us in, but we have not received the project.",
    next: "Finish setting up on the connection page.",
  },
  proxy_failed: {
    title: "PostHog could not reach that region",
    body: "Its two regions could not talk to each other.",
    next: AGAIN,
  },
  rate_limited: {
    title: "PostHog asks us to slow down",
    body: "There were too many requests for now. Nothing is lost.",
    next: "Please wait a little and try again.",
  },
  reconnect_required: {
    title: "PostHog needs your permission again",
    body: "The connection was ended at PostHog, or its keys could not be renewed. Your data there is untouched.",
    next: "Connect again; it takes one click.",
  },
  renewal_lost: {
    title: "PostHog needs your permission again",
    body: "Renewing the connection was cut short, so the keys we hold no longer fit. Your data at PostHog is untouched.",
    next: "Connect again; it takes one click.",
  },
  registration_failed: {
    title: "PostHog could not register this app",
    body: "It read our description and refused it.",
    next: PARTNER,
  },
  remove_failed: posthogTrouble,
  requires_payment_credentials: ourMistake,
  rotation_answer_lost: {
    title: "PostHog's answer did not reach us",
    body: "Your project token may have been replaced or not. The connection page shows the one that counts as soon as PostHog tells us.",
    next: "Compare it with the one on your site before you replace it again.",
  },
  signed_out: {
    title: "You are signed out",
    body: "We need to know who you are before we do this.",
    next: "Sign in and try again.",
  },
  slow_down: {
    title: "That was a lot at once",
    body: "We pause here for a moment, to keep your account and everybody else's safe. Nothing is lost.",
    next: "Please wait a little and try again.",
  },
  still_registering: {
    title: "PostHog is still getting to know this app",
    body: "We waited a minute for it to finish. Nothing was created.",
    next: "Please try again; it usually takes a few seconds.",
  },
  team_not_found: {
    title: "PostHog no longer finds this project",
    body: "It was deleted in PostHog.",
    next: "Connect PostHog again and choose another one.",
  },
  timeout: {
    title: "PostHog took too long to answer",
    body: "We stopped waiting so that you would not have to.",
    next: AGAIN,
  },
  tokens_unreadable: {
    title: "PostHog needs your permission again",
    body: "We can no longer open the keys we kept for your connection. Your data at PostHog is untouched.",
    next: "Connect again; it takes one click.",
  },
  unauthorized: {
    title: "PostHog did not let us in",
    body: "It refused our app's credentials.",
    next: PARTNER,
  },
  unavailable: {
    title: "PostHog is not answering at the moment",
    body: "It failed several times in a row, so we give it a few seconds before we ask again. Nothing is lost.",
    next: AGAIN,
  },
  unexpected_response: posthogTrouble,
  unknown_error: posthogTrouble,
  unknown_service: ourMistake,
  unsupported_grant_type: ourMistake,
} satisfies Record<string, Message> & Record<PostHogErrorCode, Message>;

export function isErrorCode(code: string): code is keyof typeof messages {
  return Object.hasOwn(messages, code);
}

/** The title of a code that was kept, perhaps by another version of this app. */
export const titleOf = (code: string | null): string =>
  code && isErrorCode(code) ? messages[code].title : "Something unexpected happened";
