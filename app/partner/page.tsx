import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { features } from "@/features";
import { findLimits } from "@/features/partner-console/limits";
import { requireOperatorAt } from "@/lib/auth/operator";
import { connectionOf } from "@/lib/connection/partner-project";
import { regionSchema } from "@/lib/posthog/regions";
import { ConnectionsSection } from "./connections-section";
import { DocumentSection } from "./document-section";
import { FailuresSection } from "./failures-section";
import { KeysSection } from "./keys-section";
import { LimitsSection } from "./limits-section";
import { OperatorActionsSection } from "./operator-actions-section";
import { RegistrationSection } from "./registration-section";

export const metadata: Metadata = { title: "Partner" };

/** How this integration fares at PostHog, for the partner's own people. */
export default pageOrProblem(async function PartnerPage() {
  const operator = connectionOf(await requireOperatorAt("/partner"));
  const limits = await Promise.all(
    regionSchema.options.map(async (region) => ({ region, answer: await findLimits(operator, region) })),
  );
  const attested = limits.flatMap(({ region, answer }) =>
    answer.type === "known" ? [{ region, isVerified: answer.limits.isVerified }] : [],
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
      {features.map(({ id, PartnerSection }) =>
        PartnerSection ? <PartnerSection key={id} attested={attested} /> : null,
      )}
      <LimitsSection limits={limits} />
      <ConnectionsSection />
      <FailuresSection />
      <OperatorActionsSection />
    </div>
  );
});
