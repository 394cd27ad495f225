/** The back link of every page about one token. */
export const BACK_TO_TOKENS = { href: "/partner/verification", label: "Back to the tokens" } as const;
