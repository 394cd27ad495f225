import type { Metadata } from "next";
import type { ReactNode } from "react";
import { pageOrProblem } from "@/app/page-or-problem";
import { ActionForm } from "@/components/action-form";
import { Icon } from "@/components/icon";
import { Notice } from "@/components/notice";
import { Problem } from "@/components/problem";
import { isWhole, WholePageLink } from "@/components/streamed";
import { failureOf, noticeOf } from "@/features";
import { requireUser } from "@/lib/auth/session";
import type { User } from "@/lib/auth/users";
import { findLastDone, findLatestFailureCode } from "@/lib/connection/activity";
import { type Connection, findConnection } from "@/lib/connection/connection";
import { findOnboardingStep } from "@/lib/connection/onboarding";
import { connectionOf } from "@/lib/connection/partner-project";
import { projectPage } from "@/lib/connection/posthog-pages";
import { finishSetup } from "./actions";
import { ConnectForm } from "./connect-form";
import { ConnectedProject, ConnectionDetails } from "./connected-project";
import { Health } from "./health";
import { ManageLinks } from "./manage-links";

export const metadata: Metadata = { title: "PostHog connection" };

/** Notices after actions that redirect here. The query only selects one; none of its text is displayed. */
const DONE = new Map([
  ["connected", "It worked: your project is connected."],
  ["disconnected", "Disconnected. We have deleted our access to your PostHog; your data there is untouched."],
  ["token-replaced", "The project token is replaced. Put the new one below into your site now."],
]);

/** What the page shows for one state of the connection. */
interface Parts {
  readonly title: ReactNode;
  readonly main: ReactNode;
  readonly aside?: ReactNode;
  readonly health?: ReactNode;
}

export default pageOrProblem(async function ConnectionPage({ searchParams }: PageProps<"/connection">) {
  const user = await requireUser();
  const connection = await findConnection(connectionOf(user));
  const done = String((await searchParams).done);
  const notice = DONE.get(done) ?? noticeOf(done);
  const { title, health, main, aside } = await describeState(user, connection, await isWhole(searchParams));
  return (
    <>
      {notice ? <Notice>{notice}</Notice> : null}
      <div className="mb-group space-y-1">{title}</div>
      {health ? <div className="mb-group">{health}</div> : null}
      <div className="columns">
        <div className="min-w-0 space-y-group">{main}</div>
        <div className="min-w-0 space-y-group">
          {aside}
          <ManageLinks connection={connection} />
        </div>
      </div>
    </>
  );
});

// The page calls this rather than rendering it, so that `pageOrProblem` also catches the refusals it throws.
async function describeState(user: User, connection: Connection | null, whole: boolean): Promise<Parts> {
  if (connection?.reconnectReason) {
    const failure = failureOf(connection.reconnectReason) ?? failureOf("reconnect_required");
    const projectUrl = connection.project ? projectPage(connection) : undefined;
    return {
      title: <h1>Connect PostHog again</h1>,
      health: await Health({ connection, openedAt: await findLastDone(user.id, "open"), whole }),
      main: (
        <div id="connect" className="space-y-group">
          {failure ? <Problem failure={failure} projectUrl={projectUrl} /> : null}
          <ConnectForm region={connection.region} again />
        </div>
      ),
    };
  }
  if (connection?.project) {
    const { project } = connection;
    return {
      title: (
        <>
          <div className="while-connected">
            <p className="flex items-center gap-1.5 font-medium text-good">
              <Icon name="check" look="size-4" />
              Connected to PostHog
            </p>
          </div>
          <h1 className="break-words">{project.name}</h1>
          <p className="text-ink-soft">{project.organizationName}</p>
          <WholePageLink whole={whole} />
        </>
      ),
      health: await Health({ connection, openedAt: await findLastDone(user.id, "open"), whole }),
      main: <ConnectedProject connection={connection} project={project} whole={whole} />,
      aside: <ConnectionDetails connection={connection} project={project} />,
    };
  }
  if (connection) {
    const code = await findLatestFailureCode(user.id);
    return {
      title: <h1>Almost there</h1>,
      main: (
        <div className="card space-y-4">
          <p>PostHog has given us access. We still have to fetch your project; nothing is lost.</p>
          <ActionForm
            action={finishSetup}
            label="Finish setting up"
            busy="Fetching your project…"
            look="button-primary w-full"
            problem={code ? (failureOf(code) ?? null) : null}
          />
        </div>
      ),
    };
  }
  const step = await findOnboardingStep(connectionOf(user));
  const isUnderWay = step === "TOKENS" || step === "PROJECT";
  return {
    title: (
      <>
        <h1>Connect PostHog</h1>
        <p className="max-w-read text-ink-soft">
          We connect with your address <strong className="wrap-anywhere text-ink">{user.email}</strong>. If
          PostHog knows it already, it will ask you to agree first.
        </p>
      </>
    ),
    main: (
      <>
        {step === "CONSENT" ? (
          <p className="callout bg-accent-soft text-accent">
            You have not come back from PostHog yet. Finish in the tab that is open there, or start again
            here.
          </p>
        ) : null}
        {isUnderWay ? (
          <Notice>
            PostHog has approved the connection, and we are still connecting you. You can leave this page.{" "}
            <a href="/connection">See whether it is done</a>.
          </Notice>
        ) : null}
        <ConnectForm region="US" />
      </>
    ),
  };
}
