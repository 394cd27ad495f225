import Link from "next/link";
import { linksAt } from "@/features";
import type { Connection } from "@/lib/connection/connection";

/** What else a person can do, below whatever state the connection is in. */
export function ManageLinks({ connection }: { connection: Connection | null }) {
  const isReady = connection?.project && !connection.reconnectReason;
  return (
    <nav aria-label="Manage" className="mt-8 flex flex-wrap gap-x-6 gap-y-3">
      <Link href="/connection/activity">Activity</Link>
      {isReady ? (
        <>
          {linksAt("connection").map(({ href, label }) => (
            <Link key={href} href={href}>
              {label}
            </Link>
          ))}
          <Link href="/connection/rotate">Replace the project token</Link>
        </>
      ) : null}
      {connection ? <Link href="/connection/disconnect">Disconnect</Link> : null}
      <Link href="/account">Your account</Link>
      <Link href="/connection/delete-account">Delete my account</Link>
    </nav>
  );
}
