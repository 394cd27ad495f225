import type { ReactNode } from "react";

interface SiteFooterProps {
  /** The URLs of the sandbox's inspectors; absent with the real PostHog. */
  readonly inspectors?: { readonly US: string; readonly EU: string } | undefined;
  readonly children?: ReactNode;
}

/** Says when PostHog is the sandbox, and links to its inspectors. */
export function SiteFooter({ inspectors, children }: SiteFooterProps) {
  return (
    <footer className="border-t border-line">
      <div className="page py-5 text-sm text-ink-soft">
        {inspectors ? (
          <p>
            Demo: PostHog is the sandbox on this machine. {children} See every call:{" "}
            <a href={inspectors.US}>US</a>, <a href={inspectors.EU}>EU</a>.
          </p>
        ) : (
          <p>Connected to PostHog Cloud. PostHog is a trademark of PostHog Inc.</p>
        )}
      </div>
    </footer>
  );
}
