/** The back link of every page about one person's connection. */
export const BACK_TO_CONNECTION = { href: "/connection", label: "Back to the connection" } as const;
