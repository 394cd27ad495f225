import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { Notice } from "@/components/notice";
import { Asking, isWhole, Streamed, WholePageLink } from "@/components/streamed";
import { features } from "@/features";
import { requireOperatorAt } from "@/lib/auth/operator";
import { ConnectionsSection } from "./connections-section";
import { DocumentSection } from "./document-section";
import { FailuresSection } from "./failures-section";
import { KeysSection } from "./keys-section";
import { readAttested } from "./limits";
import { LimitsSection } from "./limits-section";
import { OperatorActionsSection } from "./operator-actions-section";
import { PlotsSection } from "./plots-section";
import { RegistrationSection } from "./registration-section";
import { SummarySection } from "./summary-section";

export const metadata: Metadata = { title: "Partner" };

/** The state of this integration at PostHog, for the partner's own people. */
export default pageOrProblem(async function PartnerPage({ searchParams }: PageProps<"/partner">) {
  await requireOperatorAt("/partner");
  const whole = await isWhole(searchParams);
  return (
    <div className="space-y-group">
      {(await searchParams).done === "registered" ? (
        <Notice>PostHog has read the document. What it found is below, in “Registration”.</Notice>
      ) : null}
      <div className="space-y-1">
        <h1>Partner</h1>
        <p className="text-ink-soft">
          The state of this app's integration with PostHog. Only operators see this page.
        </p>
        <WholePageLink whole={whole} />
      </div>
      <div className="halves">
        <SummarySection whole={whole} />
        <PlotsSection />
        <div className="min-w-0 space-y-group">
          <RegistrationSection />
          <DocumentSection />
          <ConnectionsSection />
        </div>
        <div className="min-w-0 space-y-group">
          <KeysSection />
          <FailuresSection />
          <Streamed whole={whole} fallback={<Asking>Asking PostHog for the limits…</Asking>}>
            <FeatureSections />
            <LimitsSection />
          </Streamed>
        </div>
      </div>
      <OperatorActionsSection />
    </div>
  );
});

async function FeatureSections() {
  const attested = await readAttested();
  return features.map(({ id, PartnerSection }) =>
    PartnerSection ? <PartnerSection key={id} attested={attested} /> : null,
  );
}
