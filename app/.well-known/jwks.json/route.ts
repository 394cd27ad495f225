import { signingKeys } from "@/lib/identity/configuration";

// Rendered per request: the keys are known when the app runs, not when it is built.
export const dynamic = "force-dynamic";

/** The public halves of the signing keys. PostHog verifies client assertions with them. */
export function GET(): Response {
  const keys = signingKeys().map(({ publicJwk }) => publicJwk);
  if (keys.length === 0) return new Response(null, { status: 404 });
  // PostHog caches the keys for an hour; a cache in between would add to that.
  return Response.json({ keys }, { headers: { "cache-control": "no-store" } });
}
