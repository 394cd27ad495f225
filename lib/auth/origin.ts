/**
 * Whether a request may change something: reading is always fine, changing only from our own pages.
 * Browsers send `Origin` with every POST, so its absence is a refusal too.
 */
export function isAllowedOrigin(method: string, originHeader: string | null, appUrl: string): boolean {
  return ["GET", "HEAD", "OPTIONS"].includes(method) || originHeader === new URL(appUrl).origin;
}
