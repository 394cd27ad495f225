import { type Message, refusals } from "@/lib/platform/failure";

export const secretKeyMessages = {
  secret_key_gone: {
    title: "This key is gone",
    body: "It was deleted in PostHog.",
    next: "Go back to the list of keys.",
  },
  secret_key_label_taken: {
    title: "Another key has this label",
    body: "Labels are unique in a project. Nothing was changed.",
    next: "Choose another label.",
  },
  secret_key_roll_lost: {
    title: "PostHog's answer did not reach us",
    body: "The key may now have a new value that no one has seen. If so, the old value no longer works.",
    next: "Roll it once more to get a value you can use.",
  },
  secret_key_value_lost: {
    title: "The key was created, but its value did not reach us",
    body: "PostHog shows the value only once, so it cannot be recovered.",
    next: "Roll the key to give it a new value, or delete it and create another.",
  },
} as const satisfies Record<string, Message>;

export const refuse = refusals(secretKeyMessages);
