import Link from "next/link";
import { pageOrProblem } from "@/app/page-or-problem";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { currentUser } from "@/lib/auth/session";
import { brand } from "@/lib/platform/brand";

/** What an action that ends here has done. The address selects the words; nothing in it is displayed. */
const DONE = new Map([
  ["account-deleted", "Your account is deleted, with everything we kept for you. Goodbye, and thank you."],
  ["signed-out-everywhere", "You are signed out, in every browser."],
]);

export default pageOrProblem(async function HomePage({ searchParams }: PageProps<"/">) {
  const { done } = await searchParams;
  const user = await currentUser();
  const notice = DONE.get(String(done));
  return (
    <div className="space-y-10">
      {notice && !user ? <Notice>{notice}</Notice> : null}
      <div className="space-y-4">
        <p className="font-medium text-accent">{brand.tagline}</p>
        <h1>{brand.headline}</h1>
        <p className="text-lg text-ink-soft">{brand.pitch}</p>
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
      <Section id="how" title="How it works">
        <ol className="list-decimal space-y-2 pl-5 text-ink-soft">
          <li>Connect once. New to PostHog? You get an account. Already there? PostHog asks you first.</li>
          <li>Copy two lines into your site, and visits appear in your project.</li>
          <li>Press “Open in PostHog” whenever you like: it takes you straight in, logged in as you.</li>
        </ol>
      </Section>
    </div>
  );
});
