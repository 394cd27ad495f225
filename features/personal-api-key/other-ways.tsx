import { Link } from "@/components/link";
import type { ManagementScope } from "./credentials";

interface OtherWaysProps {
  /** What cannot be done here, as a verb. */
  readonly to: string;
  /** PostHog's own page for it. */
  readonly href: string;
  /** The scope that a personal API key needs for it. */
  readonly scope?: ManagementScope;
}

/** Other ways to do what PostHog does not allow with the credentials we have. */
export function OtherWays({ to, href, scope }: OtherWaysProps) {
  return (
    <p>
      To {to}, <Link href="/connection/personal-api-key">give us a personal API key</Link>{" "}
      {scope ? (
        <>
          with the scope <code>{scope}</code>
        </>
      ) : (
        "that allows this"
      )}
      , or <a href={href}>do it in PostHog</a>.
    </p>
  );
}
