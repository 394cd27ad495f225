import type { ReactNode } from "react";

interface ScrollBoxProps {
  readonly label: string;
  readonly look: string;
  readonly children: ReactNode;
}

/** Holds what may be wider than the page. */
export function ScrollBox({ label, look, children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard scrolls only what has the focus (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className={`overflow-x-auto ${look}`}>
      {children}
    </section>
  );
}
