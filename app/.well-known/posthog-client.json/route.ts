import { currentClientMetadata } from "@/lib/partner/client-metadata";

// Rendered per request: the origin in it is known when the app runs, not when it is built.
export const dynamic = "force-dynamic";

/** The document PostHog fetches to learn who this partner is. */
export function GET(): Response {
  return Response.json(currentClientMetadata(), {
    headers: { "cache-control": "public, max-age=3600" },
  });
}
