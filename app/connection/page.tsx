import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { ActionForm } from "@/components/action-form";
import { Notice } from "@/components/notice";
import { Problem } from "@/components/problem";
import { failureOf, noticeOf } from "@/features";
import { requireUser } from "@/lib/auth/session";
import type { User } from "@/lib/auth/users";
import { findLatestFailureCode } from "@/lib/connection/activity";
import { type Connection, findConnection } from "@/lib/connection/connection";
import { findOnboardingStep } from "@/lib/connection/onboarding";
import { connectionOf } from "@/lib/connection/partner-project";
import { projectPage } from "@/lib/connection/posthog-pages";
import { finishSetup } from "./actions";
import { ConnectForm } from "./connect-form";
import { ConnectedProject } from "./connected-project";
import { ManageLinks } from "./manage-links";

export const metadata: Metadata = { title: "PostHog connection" };

/** What an action that ends here has done. The address selects the words; nothing in it is displayed. */
const DONE = new Map([
  ["disconnected", "Disconnected. We have deleted our access to your PostHog; your data there is untouched."],
  ["token-replaced", "The project token is replaced. Put the new one below into your site now."],
]);

export default pageOrProblem(async function ConnectionPage({ searchParams }: PageProps<"/connection">) {
  const user = await requireUser();
  const connection = await findConnection(connectionOf(user));
  const done = String((await searchParams).done);
  const notice = DONE.get(done) ?? noticeOf(done);
  return (
    <>
      {notice ? <Notice>{notice}</Notice> : null}
      {await showState(user, connection)}
      <ManageLinks connection={connection} />
    </>
  );
});

// Called by the page rather than rendered below it: what it reads may be refused, too.
async function showState(user: User, connection: Connection | null) {
  if (connection?.reconnectReason) {
    const failure = failureOf(connection.reconnectReason) ?? failureOf("reconnect_required");
    const projectUrl = connection.project ? projectPage(connection) : undefined;
    return (
      <div className="space-y-6">
        <h1>Connect PostHog again</h1>
        {failure ? <Problem failure={failure} projectUrl={projectUrl} /> : null}
        <ConnectForm region={connection.region} again />
      </div>
    );
  }
  if (connection?.project) return <ConnectedProject connection={connection} project={connection.project} />;
  if (connection) {
    const code = await findLatestFailureCode(user.id);
    return (
      <div className="card space-y-4">
        <h1>Almost there</h1>
        <p>PostHog has let us in. We still have to fetch your project; nothing is lost.</p>
        <ActionForm
          action={finishSetup}
          label="Finish setting up"
          busy="Fetching your project…"
          look="button-primary w-full"
          problem={code ? (failureOf(code) ?? null) : null}
        />
      </div>
    );
  }
  const step = await findOnboardingStep(connectionOf(user));
  return (
    <div className="space-y-6">
      <h1>Connect PostHog</h1>
      <p className="text-lg text-ink-soft">
        We connect with your address <strong className="wrap-anywhere text-ink">{user.email}</strong>. If
        PostHog knows it already, it will ask you to agree first.
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
