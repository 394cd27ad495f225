/** The back link of every page about one key. */
export const BACK_TO_KEYS = { href: "/connection/secret-keys", label: "Back to the keys" } as const;
