import { z } from "zod";

/** A boolean feature flag with a percentage rollout. PostHog's conditions and variants do not exist here. */
export const featureFlag = z.object({
  id: z.number(),
  projectId: z.number(),
  key: z.string(),
  rolloutPercentage: z.number(),
  /** JSON text, sent to the persons the flag is on for. */
  payload: z.string().nullable(),
  active: z.boolean(),
  createdAt: z.number(),
});

export type FeatureFlag = z.output<typeof featureFlag>;
