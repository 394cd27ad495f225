import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Confirmation } from "@/components/confirmation";
import { requireUser } from "@/lib/auth/session";
import { findConnection } from "@/lib/connection/connection";
import { disconnectPostHog } from "../actions";

export const metadata: Metadata = { title: "Disconnect PostHog" };

export default async function DisconnectPage() {
  const user = await requireUser();
  const connection = await findConnection(user.id);
  if (!connection) redirect("/connection");
  return (
    <Confirmation title="Disconnect PostHog?" action={disconnectPostHog} label="Disconnect">
      <li>We delete our keys to {connection.project?.name ?? "your project"} at once.</li>
      <li>“Open in PostHog” stops working here, until you connect again.</li>
      <li>
        Your PostHog account, the project and its data stay as they are. Sites with the project token keep
        sending events.
      </li>
    </Confirmation>
  );
}
