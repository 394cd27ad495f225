export const DEFAULT_CLIENT_NAME = "CIMD Client";
const MAX_LENGTH = 255;

/** Names that impersonate PostHog or claim its approval. */
const IMPERSONATING = /^\s*posthog|official|verified|trusted/i;

/** The client name to show on the consent page; `null` when the document's name is not allowed. */
export function readClientName(value: unknown): string | null {
  if (typeof value !== "string" || value.trim() === "" || IMPERSONATING.test(value)) return null;
  return escapeHtml(value.trim()).slice(0, MAX_LENGTH);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#x27;");
}
