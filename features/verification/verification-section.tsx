import { Link } from "@/components/link";
import { Section } from "@/components/section";
import type { Region } from "@/lib/posthog/regions";
import { findActiveToken } from "./active-token";

interface VerificationSectionProps {
  readonly attested: readonly { readonly region: Region; readonly isVerified: boolean }[];
}

/** Whether PostHog has verified that this app belongs to an organization, where PostHog says so. */
export async function VerificationSection({ attested }: VerificationSectionProps) {
  const active = await findActiveToken();
  return (
    <Section id="verification" title="Verification">
      <p>
        {active
          ? "The client metadata document carries a verification token."
          : "The client metadata document carries no verification token, so this app is unverified."}
      </p>
      <ul className="list-disc pl-5">
        {attested.map(({ region, isVerified }) => (
          <li key={region}>
            In {region}, PostHog regards this app as <strong>{isVerified ? "verified" : "unverified"}</strong>
            .
          </li>
        ))}
      </ul>
      <p>
        <Link href="/partner/verification">Manage verification tokens</Link>
      </p>
    </Section>
  );
}
