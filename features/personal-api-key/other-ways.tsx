import Link from "next/link";
import type { ManagementScope } from "./credentials";

interface OtherWaysProps {
  /** What cannot be done here, as a verb. */
  readonly to: string;
  /** Where PostHog itself does it. */
  readonly href: string;
  /** What a personal API key needs for it. */
  readonly scope?: ManagementScope;
}

/** For what PostHog does not allow with the credentials there are: how else it gets done. */
export function OtherWays({ to, href, scope }: OtherWaysProps) {
  return (
    <p>
      To {to}, <Link href="/connection/personal-api-key">give us a personal API key</Link>{" "}
      {scope ? (
        <>
          with the scope <code>{scope}</code>
        </>
      ) : (
        "that may"
      )}
      , or <a href={href}>do it in PostHog</a>.
    </p>
  );
}
