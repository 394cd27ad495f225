import { env } from "@/lib/env";

// Rendered per request: the keys are known when the app runs, not when it is built.
export const dynamic = "force-dynamic";

/** The public halves of the signing keys, for PostHog to check signatures with. */
export function GET(): Response {
  const keys = env().signingKeys.map(({ publicJwk }) => publicJwk);
  if (keys.length === 0) return new Response(null, { status: 404 });
  // PostHog keeps them for an hour of its own; a cache on the way would make that more.
  return Response.json({ keys }, { headers: { "cache-control": "no-store" } });
}
