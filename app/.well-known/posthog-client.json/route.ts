import { findVerificationToken } from "@/features";
import { currentClientMetadata, DOCUMENT_MAX_AGE_SECONDS } from "@/lib/identity/client-metadata";

// Rendered per request: the document's origin is known when the app runs, not when it is built.
export const dynamic = "force-dynamic";

/**
 * The document PostHog fetches to identify this partner. When reading the verification token fails, the request fails
 * too, and PostHog keeps using the document that it read before, token included.
 */
export async function GET(): Promise<Response> {
  return Response.json(currentClientMetadata(await findVerificationToken()), {
    headers: { "cache-control": `public, max-age=${DOCUMENT_MAX_AGE_SECONDS}` },
  });
}
