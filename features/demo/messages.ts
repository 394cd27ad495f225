import { type Message, refusals } from "@/lib/platform/failure";

export const demoMessages = {
  story_impossible: {
    title: "These two do not go together",
    body: "This event cannot happen to the user you chose.",
    next: "Choose what happens, then begin.",
  },
  story_over: {
    title: "This story is over",
    body: "Another story has begun, or the sandbox has been restarted.",
    next: "Restart this story, or choose another one.",
  },
} as const satisfies Record<string, Message>;

export const refuse = refusals(demoMessages);
