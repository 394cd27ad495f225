import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Link } from "@/components/link";
import { failureOf } from "@/features";

export const metadata: Metadata = { title: "Not connected" };

/** Says what went wrong on the way back from PostHog. The URL only selects the message; it is not displayed. */
export default async function CallbackProblemPage({
  params,
}: PageProps<"/callbacks/posthog/problem/[code]">) {
  const failure = failureOf((await params).code);
  if (!failure) notFound();
  const { title, body, next } = failure.message;
  return (
    <div className="narrow card space-y-4">
      <h1>{title}</h1>
      <p>{body}</p>
      <p>{next}</p>
      <Link href="/connection" className="button button-primary">
        Go to the connection page
      </Link>
    </div>
  );
}
