import { type Message, refusals } from "@/lib/platform/failure";

export const personalApiKeyMessages = {
  organization_unknown: {
    title: "We do not know your organization at PostHog",
    body: "PostHog did not tell us which organization your project belongs to.",
    next: "Disconnect, then connect again: PostHog then tells us.",
  },
  personal_api_key_malformed: {
    title: "That is not a personal API key",
    body: "A personal API key begins with phx_, followed by letters and digits.",
    next: "Copy the whole key, right after you have created it in PostHog.",
  },
  personal_api_key_needed: {
    title: "We have no key that may do this",
    body: "PostHog does not allow this with the access that this app has. Nothing was changed.",
    next: "Give us a personal API key of yours, or do it in PostHog.",
  },
  personal_api_key_refused: {
    title: "PostHog does not know this personal API key",
    body: "It was deleted or replaced in PostHog, or belongs to PostHog's other region.",
    next: "Create another one in PostHog, and paste the whole key.",
  },
} as const satisfies Record<string, Message>;

export const refuse = refusals(personalApiKeyMessages);
