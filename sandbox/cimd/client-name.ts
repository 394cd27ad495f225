export const DEFAULT_CLIENT_NAME = "CIMD Client";
const MAX_LENGTH = 255;

/** Names that would pass for PostHog itself, or for its seal of approval. */
const PRETENTIOUS = /^\s*posthog|official|verified|trusted/i;

/** A name fit to be shown on the consent page, or `null` when the document's own is not. */
export function readClientName(value: unknown): string | null {
  if (typeof value !== "string" || value.trim() === "" || PRETENTIOUS.test(value)) return null;
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
