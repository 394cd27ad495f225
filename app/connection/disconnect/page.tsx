import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageOrProblem } from "@/app/page-or-problem";
import { BACK_TO_CONNECTION } from "@/components/back-to-connection";
import { Confirmation } from "@/components/confirmation";
import { features } from "@/features";
import { requireUser } from "@/lib/auth/session";
import { findConnection } from "@/lib/connection/connection";
import { connectionOf } from "@/lib/connection/partner-project";
import { disconnectPostHog } from "../actions";

export const metadata: Metadata = { title: "Disconnect PostHog" };

export default pageOrProblem(async function DisconnectPage() {
  const owner = connectionOf(await requireUser());
  const connection = await findConnection(owner);
  if (!connection) redirect("/connection");
  const notes = await Promise.all(features.map((feature) => feature.disconnectNotes?.(owner) ?? []));
  return (
    <Confirmation
      title="Disconnect PostHog?"
      action={disconnectPostHog}
      label="Disconnect"
      busy="Disconnecting…"
      cancel={BACK_TO_CONNECTION}
    >
      <li>We delete our access to {connection.project?.name ?? "your project"} at once.</li>
      {notes.flat().map((note) => (
        <li key={note}>{note}</li>
      ))}
      <li>“Open in PostHog” stops working here, until you connect again.</li>
      <li>
        Your PostHog account, the project and its data stay as they are. Sites with the project token keep
        sending events.
      </li>
    </Confirmation>
  );
});
