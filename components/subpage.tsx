import type { Route } from "next";
import type { ReactNode } from "react";
import { Icon } from "./icon";
import { Link } from "./link";
import { Notice } from "./notice";

export interface SubpageProps {
  readonly title: string;
  /** What the page is about, in a sentence or two. */
  readonly lead?: ReactNode;
  /** The notice after an action that redirected here. */
  readonly done?: string | undefined;
  readonly back: { readonly href: Route; readonly label: string };
  readonly children: ReactNode;
}

/** A page with a link back to its parent page. Where there is room, its title stays beside the content. */
export function Subpage({ title, lead, done, back, children }: SubpageProps) {
  return (
    <>
      {done ? <Notice>{done}</Notice> : null}
      <div className="grid gap-group @4xl:grid-cols-[16rem_minmax(0,1fr)] @4xl:items-start @4xl:gap-x-12">
        <header className="space-y-3 @4xl:sticky @4xl:top-8">
          <Link href={back.href} className="inline-flex items-center gap-2 text-sm">
            <Icon name="back" look="size-4" />
            {back.label}
          </Link>
          <h1 className="wrap-anywhere">{title}</h1>
          {lead ? <p className="text-ink-soft">{lead}</p> : null}
        </header>
        <div className="min-w-0 space-y-group">{children}</div>
      </div>
    </>
  );
}
