import Link from "next/link";
import { Section } from "@/components/section";
import { findActiveToken } from "@/lib/partner/active-token";
import type { LimitsByRegion } from "./limits-section";

/** Whether an organization at PostHog stands behind this app, as far as PostHog tells. */
export async function VerificationSection({ limits }: { limits: LimitsByRegion }) {
  const active = await findActiveToken();
  return (
    <Section id="verification" title="Verification">
      <p>
        {active
          ? "The client metadata document carries a verification token."
          : "The client metadata document carries no verification token, so this app is unverified."}
      </p>
      <ul className="list-disc pl-5">
        {limits.map(({ region, answer }) =>
          answer.type === "told" ? (
            <li key={region}>
              In {region}, PostHog regards this app as{" "}
              <strong>{answer.limits.isVerified ? "verified" : "unverified"}</strong>.
            </li>
          ) : null,
        )}
      </ul>
      <p>
        <Link href="/partner/verification">Manage verification tokens</Link>
      </p>
    </Section>
  );
}
