import { z } from "zod";
import { defineConfiguration } from "../platform/configuration";

/** What this room reads from the environment. */
export const connectionConfiguration = defineConfiguration(
  z
    .object({
      POSTHOG_CONNECTS_PER_HOUR: z.coerce
        .number("must be a number, such as 100")
        .int("must be a whole number, such as 100")
        .min(3, "must be 3 at least, such as 100")
        .optional(),
    })
    .transform((raw) => ({
      /** How many account requests PostHog grants this app an hour in each region. */
      connectsPerHour: raw.POSTHOG_CONNECTS_PER_HOUR,
    })),
);
