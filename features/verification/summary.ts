import type { SummaryItem } from "@/components/summary";
import type { Region } from "@/lib/posthog/regions";
import { findActiveToken } from "./active-token";

/** Whether PostHog regards this app as verified: as PostHog says, otherwise judged by the published token. */
export async function summarizeVerification(
  attested: readonly { readonly region: Region; readonly isVerified: boolean }[],
): Promise<SummaryItem> {
  const where = { label: "Verification", href: "/partner/verification" } as const;
  const refusing = attested.filter(({ isVerified }) => !isVerified).map(({ region }) => region);
  if (attested.length > 0 && refusing.length === 0) return { ...where, state: "good", words: "Verified" };
  if (refusing.length > 0)
    return { ...where, state: "warn", words: `Unverified in ${refusing.join(" and ")}` };
  return (await findActiveToken())
    ? { ...where, state: "unknown", words: "A token is published; PostHog does not say" }
    : { ...where, state: "warn", words: "Unverified: no token is published" };
}
