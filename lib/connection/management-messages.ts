import type { Message } from "../platform/failure";
import type { managementErrorCodes } from "../posthog/errors";

/** Messages for refusals by PostHog's management APIs. They are shown with PostHog's own message. */
export const managementMessages: Readonly<Record<(typeof managementErrorCodes)[number], Message>> = {
  access_level_insufficient: {
    title: "This needs more rights at PostHog",
    body: "Only admins may change this there. Nothing was changed.",
    next: "Ask an admin of your organization.",
  },
  endpoint_not_found: {
    title: "This PostHog does not offer this",
    body: "It has no such endpoint.",
    next: "Please tell us; this is ours to fix.",
  },
  missing_scope: {
    title: "PostHog needs more permission for this",
    body: "The credential we used does not have the required scope. Nothing was changed.",
    next: "Use a credential that has the scope, or do it in PostHog.",
  },
  personal_api_key_unsupported: {
    title: "PostHog lets only you do this",
    body: "It accepts this only from a browser that is logged in to PostHog, not from an app. Nothing was changed.",
    next: "Do it in PostHog.",
  },
  reauthentication_required: {
    title: "PostHog wants you to log in again first",
    body: "It requires a recent log-in for this. Nothing was changed.",
    next: "Log in to PostHog and do it there.",
  },
  scoped_projects: {
    title: "This needs rights for the whole organization",
    body: "The credential we used is limited to projects, but this belongs to the organization. Nothing was changed.",
    next: "Use a credential that is not limited to projects, or do it in PostHog.",
  },
  server_error: {
    title: "PostHog could not do this",
    body: "PostHog had an internal error. It may have completed part of the request.",
    next: "Check what is there now before you try again.",
  },
  validation_error: {
    title: "PostHog did not accept this",
    body: "Nothing was changed.",
    next: "Correct it and send it again.",
  },
};
