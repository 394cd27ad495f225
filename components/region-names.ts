import type { Region } from "@/lib/posthog/regions";

/** What people call PostHog's regions. */
export const REGION_NAMES = {
  US: "United States",
  EU: "European Union",
} as const satisfies Record<Region, string>;
