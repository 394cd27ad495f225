import Link from "next/link";

interface OtherWaysProps {
  /** What cannot be done here, as a verb. */
  readonly to: string;
  /** Where PostHog itself does it. */
  readonly href: string;
}

/** For whatever PostHog does not let us do with what we hold: how else it gets done. */
export function OtherWays({ to, href }: OtherWaysProps) {
  return (
    <p>
      To {to}, <Link href="/connection/personal-api-key">give us a personal API key</Link> that may, or{" "}
      <a href={href}>do it in PostHog</a>.
    </p>
  );
}
