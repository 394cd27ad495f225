import type { Route } from "next";
import { Icon, type IconName } from "@/components/icon";
import { Link } from "@/components/link";
import { linksAt } from "@/features";
import type { Connection } from "@/lib/connection/connection";

/** Links to what else a person can do in the connection's current state. */
export function ManageLinks({ connection }: { connection: Connection | null }) {
  const isReady = connection?.project && !connection.reconnectReason;
  return (
    <nav aria-label="Manage" className="card py-2! sm:py-3!">
      <ul className="divide-y divide-line">
        <Item href="/connection/activity" icon="activity" label="Activity" />
        {isReady ? (
          <>
            {linksAt("connection").map((link) => (
              <Item key={link.href} {...link} />
            ))}
            <Item href="/connection/rotate" icon="swap" label="Replace the project token" />
          </>
        ) : null}
        <Item href="/account" icon="person" label="Your account" />
        {connection ? <Item href="/connection/disconnect" icon="unplug" label="Disconnect" /> : null}
        <Item href="/connection/delete-account" icon="bin" label="Delete my account" />
      </ul>
    </nav>
  );
}

function Item({ href, label, icon = "key" }: { href: Route; label: string; icon?: IconName }) {
  return (
    <li>
      <Link
        href={href}
        className="flex min-h-11 items-center gap-3 py-2 text-ink no-underline hover:text-brand hover:underline"
      >
        <Icon name={icon} look="size-5 text-ink-soft" />
        {label}
      </Link>
    </li>
  );
}
