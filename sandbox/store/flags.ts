import { z } from "zod";

/** A feature that is on for everybody or for some: as much of PostHog's flags as an SDK needs to be tried. */
export const featureFlag = z.object({
  id: z.number(),
  projectId: z.number(),
  key: z.string(),
  rolloutPercentage: z.number(),
  /** JSON text that goes to whoever the flag is on for. */
  payload: z.string().nullable(),
  active: z.boolean(),
  createdAt: z.number(),
});

export type FeatureFlag = z.output<typeof featureFlag>;
