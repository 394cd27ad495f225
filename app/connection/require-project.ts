import { redirect } from "next/navigation";
import { requireUser } from "@/lib/auth/session";
import { findConnection } from "@/lib/connection/connection";

/** For pages about a project: who is asking and what is connected, or off to where it can be connected. */
export async function requireProject() {
  const user = await requireUser();
  const connection = await findConnection(user.id);
  if (!connection?.project || connection.reconnectReason) redirect("/connection");
  return { user, connection, project: connection.project };
}
