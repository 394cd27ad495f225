import type { Metadata } from "next";
import { Subpage } from "@/components/subpage";
import { Timestamp } from "@/components/timestamp";
import { requireUser } from "@/lib/auth/session";
import { listActivity, type RecordedActivity } from "@/lib/connection/activity";
import { titleOf } from "@/lib/messages";

export const metadata: Metadata = { title: "Activity" };

const WORDS = {
  CONNECTED: "Connected to PostHog",
  LINK_OPENED: "Opened PostHog with a one-click link",
  REFRESHED: "Renewed the connection",
  CREDENTIALS_ROTATED: "Replaced the project token",
  EVENT_SENT: "Sent a test event",
  DISCONNECTED: "Disconnected from PostHog",
  PERSONAL_API_KEY_ADDED: "Added a personal API key",
  PERSONAL_API_KEY_REMOVED: "Removed a personal API key",
  SECRET_KEY_CREATED: "Created a project secret API key",
  SECRET_KEY_CHANGED: "Changed a project secret API key",
  SECRET_KEY_ROLLED: "Rolled a project secret API key",
  SECRET_KEY_DELETED: "Deleted a project secret API key",
  PROXY_ADDED: "Added a reverse proxy",
  PROXY_RETRIED: "Set up a reverse proxy again",
  PROXY_REMOVED: "Removed a reverse proxy",
} satisfies Record<Exclude<RecordedActivity["kind"], "FAILED">, string>;

export default async function ActivityPage() {
  const user = await requireUser();
  const activities = await listActivity(user.id);
  return (
    <Subpage
      title="Activity"
      lead="What was done at PostHog in your name: the latest fifty entries, kept for ninety days."
      back="connection"
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
  const { kind, attempted, region, code, requestId, createdAt } = activity;
  return (
    <li className="space-y-1 py-4">
      <p className={kind === "FAILED" ? "font-medium text-danger" : "font-medium"}>
        {kind === "FAILED" ? `Could not ${attempted ?? "do something"}` : WORDS[kind]}
        {region ? <span className="font-normal text-ink-soft"> · {region}</span> : null}
      </p>
      {code ? <p>{titleOf(code)}.</p> : null}
      <p className="text-sm break-words text-ink-soft">
        <Timestamp date={createdAt} />
        {requestId ? <> · PostHog’s request id: {requestId}</> : null}
      </p>
    </li>
  );
}
