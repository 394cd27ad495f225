import { type Message, refusals } from "./failure";

/** Words for the refusals of this room. */
export const platformMessages = {
  database_away: {
    title: "Our database is not answering",
    body: "We could not read or save the data for this. The problem is on our side, not at PostHog, and none of your data is lost.",
    next: "Please try again in a moment.",
  },
  slow_down: {
    title: "That was a lot at once",
    body: "We limit requests to protect your account and everyone else's. Nothing is lost.",
    next: "Please wait a little and try again.",
  },
} as const satisfies Record<string, Message>;

export const refuse = refusals(platformMessages);
