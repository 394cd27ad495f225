import type { ReactNode } from "react";

interface ScrollBoxProps {
  readonly label: string;
  readonly look: string;
  readonly children: ReactNode;
}

/** Scrolls content that may be wider than the page. */
export function ScrollBox({ label, look, children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards scroll only what has the focus (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className={`overflow-x-auto ${look}`}>
      {children}
    </section>
  );
}
