import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Confirmation } from "@/components/confirmation";
import { requireUser } from "@/lib/auth/session";
import { findConnection } from "@/lib/connection/connection";
import { listPersonalApiKeys } from "@/lib/connection/personal-api-keys";
import { disconnectPostHog } from "../actions";

export const metadata: Metadata = { title: "Disconnect PostHog" };

export default async function DisconnectPage() {
  const user = await requireUser();
  const connection = await findConnection(user.id);
  if (!connection) redirect("/connection");
  const keys = await listPersonalApiKeys(user.id);
  return (
    <Confirmation title="Disconnect PostHog?" action={disconnectPostHog} label="Disconnect">
      <li>We delete our keys to {connection.project?.name ?? "your project"} at once.</li>
      {keys.length > 0 ? (
        <li>
          We delete the personal API key we hold ({keys.map(({ mask }) => mask).join(", ")}). At PostHog it
          works until you delete it there, too.
        </li>
      ) : null}
      <li>“Open in PostHog” stops working here, until you connect again.</li>
      <li>
        Your PostHog account, the project and its data stay as they are. Sites with the project token keep
        sending events.
      </li>
    </Confirmation>
  );
}
