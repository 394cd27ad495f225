import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { isErrorCode, messages } from "@/lib/messages";

export const metadata: Metadata = { title: "Not connected" };

/** What went wrong on the way back from PostHog. The address picks a message; nothing in it is displayed. */
export default async function CallbackProblemPage({
  params,
}: PageProps<"/callbacks/posthog/problem/[code]">) {
  const { code } = await params;
  if (!isErrorCode(code)) notFound();
  const { title, body, next } = messages[code];
  return (
    <div className="card space-y-4">
      <h1>{title}</h1>
      <p>{body}</p>
      <p>{next}</p>
      <Link href="/connection" className="button button-primary">
        Go to the connection page
      </Link>
    </div>
  );
}
