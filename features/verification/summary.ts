import type { SummaryFinding } from "@/components/summary";
import type { Region } from "@/lib/posthog/regions";
import { findActiveToken } from "./active-token";

/** Whether PostHog regards this app as verified: as PostHog says, otherwise judged by the published token. */
async function summarize(
  attested: readonly { readonly region: Region; readonly isVerified: boolean }[],
): Promise<SummaryFinding> {
  const refusing = attested.filter(({ isVerified }) => !isVerified).map(({ region }) => region);
  if (attested.length > 0 && refusing.length === 0) return { state: "good", words: "Verified" };
  if (refusing.length > 0) return { state: "warn", words: `Unverified in ${refusing.join(" and ")}` };
  return (await findActiveToken())
    ? { state: "unknown", words: "A token is published" }
    : { state: "warn", words: "Unverified: no token" };
}

export const verificationSummary = {
  label: "Verification",
  href: "/partner/verification",
  read: summarize,
} as const;
