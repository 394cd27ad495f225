import type { Metadata } from "next";
import { BACK_TO_CONNECTION } from "@/components/back-to-connection";
import { Subpage } from "@/components/subpage";
import { Timestamp } from "@/components/timestamp";
import { failureOf, wordsOf } from "@/features";
import { requireUser } from "@/lib/auth/session";
import { listActivity, type RecordedActivity } from "@/lib/connection/activity";

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityPage() {
  const user = await requireUser();
  const activities = await listActivity(user.id);
  return (
    <Subpage
      title="Activity"
      lead="What was done at PostHog in your name: the latest fifty entries, kept for ninety days."
      back={BACK_TO_CONNECTION}
    >
      {activities.length === 0 ? (
        <p className="card">Nothing yet. Connect PostHog, and it shows up here.</p>
      ) : (
        <ol aria-label="Activity, newest first" className="card divide-y divide-line py-2 sm:py-4">
          {activities.map((activity) => (
            <Entry key={activity.id} activity={activity} />
          ))}
        </ol>
      )}
    </Subpage>
  );
}

function Entry({ activity }: { activity: RecordedActivity }) {
  const { action, region, code, requestId, createdAt } = activity;
  const { done, failed } = wordsOf(action);
  return (
    <li className="space-y-1 py-4">
      <p className={code ? "font-medium text-danger" : "font-medium"}>
        {code ? failed : done}
        {region ? <span className="font-normal text-ink-soft"> · {region}</span> : null}
      </p>
      {code ? <p>{failureOf(code)?.message.title ?? "Something unexpected happened"}.</p> : null}
      <p className="text-sm break-words text-ink-soft">
        <Timestamp date={createdAt} />
        {requestId ? <> · PostHog’s request id: {requestId}</> : null}
      </p>
    </li>
  );
}
