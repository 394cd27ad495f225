import { type Message, refusals } from "../platform/failure";

/** Words for the refusals of this room. */
export const authMessages = {
  foreign_origin: {
    title: "This request came from another site",
    body: "For your safety it was refused.",
    next: "Reload the page and try again.",
  },
  invalid_input: {
    title: "Some of that is not valid",
    body: "Please check what you entered: names may have at most 64 characters.",
    next: "Correct it and send it again.",
  },
} as const satisfies Record<string, Message>;

export const refuse = refusals(authMessages);

const PROVIDER_NAMES = new Map([
  ["email", "an e-mail address"],
  ["github", "GitHub"],
  ["google", "Google"],
  ["unclaimed", "the address that you had before"],
]);

/** Names a sign-in provider by its stored id. */
export const nameOfProvider = (id: string): string => PROVIDER_NAMES.get(id) ?? id;
