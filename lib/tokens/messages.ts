import { type Message, refusals } from "../platform/failure";

/** Messages for this room's refusals. */
export const tokenMessages = {
  connection_changed: {
    title: "Your connection has just changed",
    body: "It was renewed or replaced while this was under way.",
    next: "Try again.",
  },
  not_connected: {
    title: "PostHog is not connected yet",
    body: "There is nothing to open.",
    next: "Connect PostHog first.",
  },
  not_saved_yet: {
    title: "Our database does not answer",
    body: "PostHog has answered. We hold its answer in memory, and save it as soon as our database answers again.",
    next: "Try again in a minute.",
  },
  reconnect_required: {
    title: "PostHog needs your permission again",
    body: "The connection was ended at PostHog, or its access could not be renewed. Your data there is untouched.",
    next: "Connect again; it takes one click.",
    reconnect: true,
  },
  tokens_unreadable: {
    title: "PostHog needs your permission again",
    body: "We can no longer decrypt the access stored for your connection. Your data at PostHog is untouched.",
    next: "Connect again; it takes one click.",
    reconnect: true,
  },
} as const satisfies Record<string, Message>;

export const refuse = refusals(tokenMessages);
