import type { Metadata } from "next";
import { Link } from "@/components/link";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFoundPage() {
  return (
    <div className="narrow card space-y-4">
      <h1>This page does not exist</h1>
      <p>The address may be wrong, or the page has moved.</p>
      <Link href="/" className="button button-primary">
        Back to the start
      </Link>
    </div>
  );
}
