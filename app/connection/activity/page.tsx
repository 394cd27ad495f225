import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { BACK_TO_CONNECTION } from "@/components/back-to-connection";
import { Link } from "@/components/link";
import { Section } from "@/components/section";
import { State } from "@/components/state";
import { Subpage } from "@/components/subpage";
import { Timestamp } from "@/components/timestamp";
import { failureOf, wordsOf } from "@/features";
import { nameOfProvider } from "@/lib/auth/messages";
import { requireUser } from "@/lib/auth/session";
import { listSignIns, type SignIn } from "@/lib/auth/sessions";
import { listActivity, type RecordedActivity } from "@/lib/connection/activity";

export const metadata: Metadata = { title: "Activity" };

export default pageOrProblem(async function ActivityPage() {
  const user = await requireUser();
  const [activities, signIns] = await Promise.all([listActivity(user.id), listSignIns(user.id)]);
  return (
    <Subpage
      title="Activity"
      lead="What was done at PostHog on your behalf: the latest fifty entries, kept for ninety days."
      back={BACK_TO_CONNECTION}
    >
      {activities.length === 0 ? (
        <p className="card">Nothing yet. After you connect PostHog, your activity appears here.</p>
      ) : (
        <ol aria-label="Activity, newest first" className="card divide-y divide-line py-2 sm:py-4">
          {activities.map((activity) => (
            <Entry key={activity.id} activity={activity} />
          ))}
        </ol>
      )}
      {signIns.length > 0 ? (
        <Section id="sign-ins" title="Sign-ins">
          <p className="text-ink-soft">
            Is one of these not yours? Sign out everywhere on <Link href="/account">your account</Link>.
          </p>
          <ol aria-labelledby="sign-ins" className="divide-y divide-line">
            {signIns.map((signIn) => (
              <SignInEntry key={signIn.id} signIn={signIn} />
            ))}
          </ol>
        </Section>
      ) : null}
    </Subpage>
  );
});

function Entry({ activity }: { activity: RecordedActivity }) {
  const { action, region, code, requestId, times, createdAt } = activity;
  const { done, failed } = wordsOf(action);
  return (
    <li className="grid gap-x-group py-3 @2xl:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <State is={code ? "bad" : "good"}>
          {code ? failed : done}
          {region ? <span className="font-normal text-ink-soft"> · {region}</span> : null}
        </State>
        {code ? (
          <p className="pl-7">{failureOf(code)?.message.title ?? "Something unexpected happened"}.</p>
        ) : null}
      </div>
      <p className="pl-7 text-sm break-words text-ink-soft @2xl:max-w-64 @2xl:pl-0 @2xl:text-right">
        <Timestamp date={createdAt} />
        {times > 1 ? <> · {times} times in that hour</> : null}
        {requestId ? <> · PostHog’s request id: {requestId}</> : null}
      </p>
    </li>
  );
}

function SignInEntry({ signIn }: { signIn: SignIn }) {
  const { provider, createdAt, isLive } = signIn;
  return (
    <li className="grid gap-x-group py-3 @2xl:grid-cols-[minmax(0,1fr)_auto]">
      <p className="font-medium">
        Signed in with {nameOfProvider(provider)}
        {isLive ? <span className="font-normal text-ink-soft"> · still signed in</span> : null}
      </p>
      <p className="text-sm text-ink-soft">
        <Timestamp date={createdAt} />
      </p>
    </li>
  );
}
