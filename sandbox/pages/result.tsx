import type { Child } from "hono/jsx";

interface ResultProps {
  isProblem: boolean;
  label?: string;
  children: Child;
}

/**
 * The result of a form or a link. It takes the focus, because screen readers do not announce a live region that is in
 * the page from the start.
 */
export function Result({ isProblem, label, children }: ResultProps) {
  return (
    <section
      class={`notice breakable stack-tight ${isProblem ? "notice-bad" : "notice-good"}`}
      role={isProblem ? "alert" : "status"}
      aria-label={label}
      tabindex={-1}
      autofocus
    >
      {children}
    </section>
  );
}
