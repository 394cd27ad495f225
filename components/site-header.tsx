import type { Route } from "next";
import type { ReactNode } from "react";
import { brand } from "@/lib/platform/brand";
import { Link } from "./link";

interface SiteHeaderProps {
  /** The signed-in person's e-mail address; absent when no one is signed in. */
  readonly email?: string | undefined;
  readonly links: readonly { readonly href: Route; readonly label: string }[];
  /** The sign-out form. */
  readonly signOut: ReactNode;
}

export function SiteHeader({ email, links, signOut }: SiteHeaderProps) {
  return (
    <header className="border-b border-line bg-card">
      <div className="page flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
        <Link
          href="/"
          className="flex items-center gap-2.5 font-display text-lg font-semibold text-ink no-underline"
        >
          {/* biome-ignore lint/performance/noImgElement: next/image writes inline styles, which the CSP blocks */}
          <img src="/mark.svg" alt="" width={28} height={28} />
          {brand.name}
        </Link>
        {email ? (
          <nav aria-label="Account" className="flex min-w-0 items-center gap-x-4 text-sm max-sm:w-full">
            {links.map(({ href, label }) => (
              <Link key={href} href={href}>
                {label}
              </Link>
            ))}
            <span className="min-w-0 flex-1 truncate text-ink-soft">{email}</span>
            {signOut}
          </nav>
        ) : null}
      </div>
    </header>
  );
}
