import { type Message, refusals } from "./failure";

/** Words for the refusals of this room. */
export const platformMessages = {
  database_away: {
    title: "Our database is not answering",
    body: "We could not read or save what this needs. That is on our side, not at PostHog, and nothing of yours is lost.",
    next: "Please try again in a moment.",
  },
  slow_down: {
    title: "That was a lot at once",
    body: "We pause here for a while, to keep your account and everyone else's safe. Nothing is lost.",
    next: "Please wait a little and try again.",
  },
} as const satisfies Record<string, Message>;

export const refuse = refusals(platformMessages);
