"use client";

import { Link } from "@/components/link";

/** Reports an unexpected error, without its details. */
export default function ErrorPage() {
  return (
    <div role="alert" className="narrow card space-y-4">
      <h1>Something broke on our side</h1>
      <p>It is not your fault, and nothing of yours is lost.</p>
      {/* Reloads the page: rendering it again would fail again when a file of an earlier build is missing. */}
      <button type="button" onClick={() => location.reload()} className="button button-primary">
        Try again
      </button>
      <Link href="/connection" className="button button-quiet">
        Go to the connection page
      </Link>
    </div>
  );
}
