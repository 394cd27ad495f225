import { findVerificationToken } from "@/features";
import { currentClientMetadata, DOCUMENT_MAX_AGE_SECONDS } from "@/lib/identity/client-metadata";

// Rendered per request: the origin in it is known when the app runs, not when it is built.
export const dynamic = "force-dynamic";

/**
 * The document PostHog fetches to learn who this partner is. When the token cannot be read the request fails, and
 * PostHog goes on with the document that it read before, token included.
 */
export async function GET(): Promise<Response> {
  return Response.json(currentClientMetadata(await findVerificationToken()), {
    headers: { "cache-control": `public, max-age=${DOCUMENT_MAX_AGE_SECONDS}` },
  });
}
