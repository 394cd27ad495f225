import Link from "next/link"; // <sandbox/>
import { env } from "@/lib/env";

/** Says so when PostHog is the sandbox, and where to watch it. */
export function SiteFooter() {
  const { sandbox, posthogUrls } = env();
  return (
    <footer className="border-t border-line">
      <div className="mx-auto max-w-2xl px-5 py-5 text-sm text-ink-soft">
        {sandbox ? (
          <p>
            Demo: PostHog is the sandbox on this machine. {/* <sandbox> */}
            <Link href="/demo">Pick a story</Link>. {/* </sandbox> */}
            See every call: <a href={`${posthogUrls.US}/_sandbox`}>US</a>,{" "}
            <a href={`${posthogUrls.EU}/_sandbox`}>EU</a>.
          </p>
        ) : (
          <p>Connected to PostHog Cloud. PostHog is a trademark of PostHog Inc.</p>
        )}
      </div>
    </footer>
  );
}
