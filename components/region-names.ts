import type { Connection } from "@/lib/connection/connection";

/** What people call PostHog's regions. */
export const REGION_NAMES = {
  US: "United States",
  EU: "European Union",
} as const satisfies Record<Connection["region"], string>;
