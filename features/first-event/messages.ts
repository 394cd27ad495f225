import { type Message, refusals } from "@/lib/platform/failure";

export const firstEventMessages = {
  event_not_sent: {
    title: "PostHog did not accept the test event",
    body: "Your project and its token are as they were.",
    next: "Please try again in a moment.",
  },
} as const satisfies Record<string, Message>;

export const refuse = refusals(firstEventMessages);
