import type { Message } from "../platform/failure";
import type { PostHogErrorCode } from "../posthog/errors";
import { managementMessages } from "./management-messages";

const AGAIN = "Please try again in a moment.";
const TELL_US = "Please tell us; this is ours to fix.";
const OPEN_BY_HAND = "Open your project in PostHog and log in there.";

const unexpectedAnswer: Message = {
  title: "PostHog answered in a way we did not expect",
  body: "We could not read its answer, so we do not know yet whether it did what we asked.",
  next: AGAIN,
};

const ourMistake: Message = {
  title: "PostHog did not accept our request",
  body: "This is a mistake in our integration, not in anything you did.",
  next: TELL_US,
};

/** Messages for every error code of the wire client. A code without a message does not compile. */
export const posthogMessages: Readonly<Record<PostHogErrorCode, Message>> = {
  ...managementMessages,
  account_creation_failed: {
    title: "PostHog could not create the account",
    body: "Something failed on PostHog's side while it was setting up your account.",
    next: AGAIN,
  },
  client_not_registered: {
    title: "PostHog does not know this app yet",
    body: "We tried to register with PostHog, and it did not work.",
    next: TELL_US,
  },
  credential_rotation_failed: unexpectedAnswer,
  deep_links_not_enabled: {
    title: "One-click links are not switched on for this app",
    body: "PostHog has to enable them for us first. Your project is fine, and you can open it the usual way.",
    next: OPEN_BY_HAND,
  },
  deep_links_not_in_tier: {
    title: "One-click links need a higher tier at PostHog",
    body: "PostHog offers them only to apps that sign their requests, and this one does not yet.",
    next: OPEN_BY_HAND,
  },
  expired: {
    title: "That took too long",
    body: "The request to PostHog has expired.",
    next: "Please start again.",
  },
  forbidden: {
    title: "PostHog does not allow this",
    body: "PostHog refused to do this for our app.",
    next: TELL_US,
  },
  invalid_api_version: ourMistake,
  invalid_client: ourMistake,
  invalid_grant: {
    title: "PostHog needs your permission again",
    body: "PostHog no longer accepts this permission: it was used, has expired, or was withdrawn.",
    next: "Connect again; it takes one click.",
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
    title: "This connection has no project",
    body: "The project may have been removed from it in PostHog.",
    next: "Connect PostHog again.",
    projectGone: true,
  },
  not_found: {
    title: "PostHog cannot find this project any more",
    body: "It was deleted, or you lost access to it.",
    next: "Connect PostHog again.",
    projectGone: true,
  },
  project_id_conflict: ourMistake,
  proxy_failed: {
    title: "PostHog could not reach that region",
    body: "Its two regions could not talk to each other.",
    next: AGAIN,
  },
  rate_limited: {
    title: "PostHog asks us to slow down",
    body: "We have reached PostHog's request limit. Nothing is lost.",
    next: "Please wait a little and try again.",
  },
  renewal_lost: {
    title: "PostHog needs your permission again",
    body: "Renewing our access was interrupted, so what we have stored is no longer valid. Your data at PostHog is untouched.",
    next: "Connect again; it takes one click.",
  },
  registration_failed: {
    title: "PostHog could not register this app",
    body: "It read our metadata document and refused it.",
    next: TELL_US,
  },
  remove_failed: unexpectedAnswer,
  requires_payment_credentials: ourMistake,
  still_registering: {
    title: "PostHog is still registering this app",
    body: "It did not finish while we waited. Nothing was created.",
    next: "Please try again; it usually takes a few seconds.",
  },
  team_not_found: {
    title: "PostHog cannot find this project any more",
    body: "It was deleted in PostHog.",
    next: "Connect PostHog again and choose another one.",
    projectGone: true,
  },
  timeout: {
    title: "PostHog took too long to answer",
    body: "We stopped waiting so that you do not have to.",
    next: AGAIN,
  },
  unauthorized: {
    title: "PostHog did not let us in",
    body: "It refused our app's credentials.",
    next: TELL_US,
  },
  unavailable: {
    title: "PostHog is not answering at the moment",
    body: "It failed several times in a row, so we wait a few seconds before we try again. Nothing is lost.",
    next: AGAIN,
  },
  unexpected_response: unexpectedAnswer,
  unknown_error: unexpectedAnswer,
  unknown_service: ourMistake,
  unsupported_grant_type: ourMistake,
  unsupported_purpose: {
    title: "PostHog does not create this kind of link",
    body: "Its one-click links lead to the project's home only. Your project is fine, and you can open it the usual way.",
    next: OPEN_BY_HAND,
  },
};
