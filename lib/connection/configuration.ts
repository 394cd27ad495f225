import { z } from "zod";
import { defineConfiguration } from "../platform/configuration";

/** The environment variables that this room reads. */
export const connectionConfiguration = defineConfiguration(
  z
    .object({
      POSTHOG_CONNECTS_PER_HOUR: z.coerce
        .number("must be a number, such as 100")
        .int("must be a whole number, such as 100")
        .min(3, "must be at least 3, such as 100")
        .optional(),
    })
    .transform((raw) => ({
      /** How many account requests per hour PostHog grants this app in each region. */
      connectsPerHour: raw.POSTHOG_CONNECTS_PER_HOUR,
    })),
);
