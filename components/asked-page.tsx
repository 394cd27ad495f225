import type { ReactNode } from "react";
import { Asking, Streamed, WholePageLink } from "./streamed";
import { Subpage, type SubpageProps } from "./subpage";

interface AskedPageProps extends Pick<SubpageProps, "title" | "back"> {
  /** From `isWhole`. */
  readonly whole: boolean;
  /** The page, which waits for PostHog. */
  readonly children: ReactNode;
}

/** A page about one thing that PostHog holds. Until PostHog answers, it shows only its title and its back link. */
export function AskedPage({ title, back, whole, children }: AskedPageProps) {
  const frame = (
    <Subpage title={title} back={back}>
      <WholePageLink whole={whole} />
      <Asking>Asking PostHog…</Asking>
    </Subpage>
  );
  return (
    <Streamed whole={whole} fallback={frame}>
      {children}
    </Streamed>
  );
}
