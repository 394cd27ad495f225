import { currentClientMetadata, DOCUMENT_MAX_AGE_SECONDS } from "@/lib/partner/client-metadata";

// Rendered per request: the origin in it is known when the app runs, not when it is built.
export const dynamic = "force-dynamic";

/** The document PostHog fetches to learn who this partner is. */
export async function GET(): Promise<Response> {
  return Response.json(await currentClientMetadata(), {
    headers: { "cache-control": `public, max-age=${DOCUMENT_MAX_AGE_SECONDS}` },
  });
}
