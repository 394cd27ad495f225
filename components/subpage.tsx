import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Notice } from "./notice";

interface SubpageProps {
  readonly title: string;
  /** What the page is about, in a sentence or two. */
  readonly lead?: ReactNode;
  /** What an action that ended here has done. */
  readonly done?: string | undefined;
  readonly back: { readonly href: Route; readonly label: string };
  readonly children: ReactNode;
}

/** A page that another one leads to, and that leads back there. */
export function Subpage({ title, lead, done, back, children }: SubpageProps) {
  return (
    <div className="space-y-6">
      {done ? <Notice>{done}</Notice> : null}
      <h1 className="wrap-anywhere">{title}</h1>
      {lead ? <p className="text-lg text-ink-soft">{lead}</p> : null}
      {children}
      <p>
        <Link href={back.href}>{back.label}</Link>
      </p>
    </div>
  );
}
