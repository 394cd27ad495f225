import type { ReactNode } from "react";

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** A titled part of a page, on a card. */
export function Section({ id, title, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className="card space-y-4">
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
