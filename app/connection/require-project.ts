import { redirect } from "next/navigation";
import { requireUser } from "@/lib/auth/session";
import { findConnection } from "@/lib/connection/connection";
import { connectionOf } from "@/lib/connection/partner-project";

/** For pages about a project: returns its owner and connection, or redirects to the page that connects one. */
export async function requireProject() {
  const owner = connectionOf(await requireUser());
  const connection = await findConnection(owner);
  if (!connection?.project || connection.reconnectReason) redirect("/connection");
  return { owner, connection, project: connection.project };
}
