import type { Metadata } from "next";
import { requireOperator } from "@/lib/auth/operator";
import { ConnectionsSection } from "./connections-section";
import { DocumentSection } from "./document-section";
import { FailuresSection } from "./failures-section";

export const metadata: Metadata = { title: "Partner" };

/** How this integration fares at PostHog, for the partner's own people. */
export default async function PartnerPage() {
  await requireOperator();
  return (
    <div className="space-y-8">
      <div className="space-y-2">
        <h1>Partner</h1>
        <p className="text-lg text-ink-soft">
          How this app stands with PostHog. Only operators see this page.
        </p>
      </div>
      <DocumentSection />
      <ConnectionsSection />
      <FailuresSection />
    </div>
  );
}
