import { type Message, refusals } from "../platform/failure";

/** Words for the refusals of this room. */
export const tokenMessages = {
  not_connected: {
    title: "PostHog is not connected yet",
    body: "There is nothing to open.",
    next: "Connect PostHog first.",
  },
  reconnect_required: {
    title: "PostHog needs your permission again",
    body: "The connection was ended at PostHog, or its access could not be renewed. Your data there is untouched.",
    next: "Connect again; it takes one click.",
  },
  tokens_unreadable: {
    title: "PostHog needs your permission again",
    body: "We can no longer decrypt the access stored for your connection. Your data at PostHog is untouched.",
    next: "Connect again; it takes one click.",
  },
} as const satisfies Record<string, Message>;

export const refuse = refusals(tokenMessages);
