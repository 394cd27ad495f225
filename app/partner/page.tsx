import type { Metadata } from "next";
import { requireOperator } from "@/lib/auth/operator";
import { askForLimits } from "@/lib/partner/limits";
import { regionSchema } from "@/lib/posthog/regions";
import { ConnectionsSection } from "./connections-section";
import { DocumentSection } from "./document-section";
import { FailuresSection } from "./failures-section";
import { KeysSection } from "./keys-section";
import { LimitsSection } from "./limits-section";
import { RegistrationSection } from "./registration-section";
import { VerificationSection } from "./verification-section";

export const metadata: Metadata = { title: "Partner" };

/** How this integration fares at PostHog, for the partner's own people. */
export default async function PartnerPage() {
  const operator = await requireOperator();
  const limits = await Promise.all(
    regionSchema.options.map(async (region) => ({ region, answer: await askForLimits(operator.id, region) })),
  );
  return (
    <div className="space-y-8">
      <div className="space-y-2">
        <h1>Partner</h1>
        <p className="text-lg text-ink-soft">
          How this app stands with PostHog. Only operators see this page.
        </p>
      </div>
      <DocumentSection />
      <RegistrationSection />
      <KeysSection />
      <VerificationSection limits={limits} />
      <LimitsSection limits={limits} />
      <ConnectionsSection />
      <FailuresSection />
    </div>
  );
}
