import type { Metadata } from "next";
import { Problem } from "@/components/problem";
import { requireUser } from "@/lib/auth/session";
import { findConnection } from "@/lib/connection/connection";
import { findOnboardingStep } from "@/lib/connection/onboarding";
import { ConnectForm } from "./connect-form";
import { ConnectedProject } from "./connected-project";
import { FinishSetupForm } from "./finish-setup-form";

export const metadata: Metadata = { title: "PostHog connection" };

export default async function ConnectionPage() {
  const user = await requireUser();
  const connection = await findConnection(user.id);
  if (connection?.needsReconnect) {
    return (
      <div className="space-y-6">
        <h1>Connect PostHog again</h1>
        <Problem failure={{ code: "reconnect_required" }} />
        <ConnectForm region={connection.region} />
      </div>
    );
  }
  if (connection?.project) return <ConnectedProject connection={connection} project={connection.project} />;
  if (connection) return <FinishSetupForm />;
  const step = await findOnboardingStep(user.id);
  return (
    <div className="space-y-6">
      <h1>Connect PostHog</h1>
      <p className="text-lg text-ink-soft">
        We connect with your address <strong className="break-all text-ink">{user.email}</strong>. If PostHog
        knows it already, it will ask you to agree first.
      </p>
      {step === "CONSENT" ? (
        <p className="rounded-xl bg-accent-soft p-4 text-accent">
          You have not come back from PostHog yet. Finish in the tab that is open there, or start again here.
        </p>
      ) : null}
      <ConnectForm region="US" />
    </div>
  );
}
