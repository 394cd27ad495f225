/** Where pages lead back to. */
export const WAYS_BACK = {
  connection: { href: "/connection", label: "Back to the connection" },
  secretKeys: { href: "/connection/secret-keys", label: "Back to the keys" },
  proxies: { href: "/connection/proxies", label: "Back to the proxies" },
  partner: { href: "/partner", label: "Back to the partner page" },
  tokens: { href: "/partner/verification", label: "Back to the tokens" },
} as const;

export type WayBack = keyof typeof WAYS_BACK;
