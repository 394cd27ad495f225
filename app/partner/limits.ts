import { cache } from "react";
import { findLimits } from "@/features/partner-console/limits";
import { requireOperator } from "@/lib/auth/operator";
import { connectionOf } from "@/lib/connection/partner-project";
import { regionSchema } from "@/lib/posthog/regions";

/** This client's limits in each region. Read once per request, however many parts of the page wait for them. */
export const readLimits = cache(async () => {
  const operator = connectionOf(await requireOperator());
  return Promise.all(
    regionSchema.options.map(async (region) => ({ region, answer: await findLimits(operator, region) })),
  );
});

/** Whether PostHog regards this app as verified, for each region that says so. */
export async function readAttested() {
  return (await readLimits()).flatMap(({ region, answer }) =>
    answer.type === "known" ? [{ region, isVerified: answer.limits.isVerified }] : [],
  );
}
