import { pageOrProblem } from "@/app/page-or-problem";
// <sandbox>
import { Icon } from "@/components/icon";
// </sandbox>
import { Link } from "@/components/link";
import { Notice } from "@/components/notice";
// <sandbox>
import { Section } from "@/components/section";
import { linksAt } from "@/features";
// </sandbox>
import { currentUser } from "@/lib/auth/session";
import { brand } from "@/lib/platform/brand";
// <sandbox>
import { env } from "@/lib/platform/env";
import { CodeWalk } from "./code-walk";
// </sandbox>
import { FlowPicture } from "./flow-picture";

/** Notices after actions that redirect here. The query only selects one; none of its text is displayed. */
const DONE = new Map([
  ["account-deleted", "Your account is deleted, with everything we kept for you. Goodbye, and thank you."],
  ["signed-out-everywhere", "You are signed out, in every browser."],
]);

export default pageOrProblem(async function HomePage({ searchParams }: PageProps<"/">) {
  const { done } = await searchParams;
  const user = await currentUser();
  const notice = DONE.get(String(done));
  return (
    <div className="space-y-12">
      {notice && !user ? <Notice>{notice}</Notice> : null}
      {/* <sandbox> */}
      {env().sandbox ? <Introduction /> : null}
      {/* </sandbox> */}
      <div className="space-y-4">
        <p className="font-medium text-accent">{brand.tagline}</p>
        <h1 className="text-3xl">{brand.headline}</h1>
        <p className="max-w-read text-lg text-ink-soft">{brand.pitch}</p>
        <div className="flex flex-wrap items-center gap-x-5 gap-y-3 pt-1">
          {user ? (
            <Link href="/connection" className="button button-primary">
              Go to your PostHog connection
            </Link>
          ) : (
            <Link href="/sign-in" className="button button-primary">
              Sign in
            </Link>
          )}
        </div>
      </div>
      <section aria-labelledby="how" className="space-y-4">
        <h2 id="how">How it works</h2>
        <FlowPicture />
      </section>
      {/* <sandbox> */}
      {env().sandbox ? (
        <Section id="code" title="Walk through the code">
          <p className="text-ink-soft">You can read the core in one sitting, in this order:</p>
          <CodeWalk />
        </Section>
      ) : null}
      {/* </sandbox> */}
    </div>
  );
});

// <sandbox>
/** Explains this project to visitors, while PostHog is the sandbox. */
function Introduction() {
  return (
    <div className="callout flex flex-wrap items-center justify-between gap-x-group gap-y-3 bg-accent-soft">
      <p className="flex-1 basis-80">
        <strong>A reference app for partners of PostHog.</strong> It puts an “Open in PostHog” button into a
        product. {brand.name} is that product here: make it yours in a minute.
      </p>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        {linksAt("sandbox").map(({ href }) => (
          <Link key={href} href={href} className="button button-quiet">
            See the guided demo
            <Icon name="arrow" look="size-4" />
          </Link>
        ))}
        <a href="#code">Walk through the code</a>
      </div>
    </div>
  );
}
// </sandbox>
