/**
 * Whether a request is allowed: reading always is, changing something only from our own pages. Browsers send `Origin`
 * with every POST, so a request without it is refused too.
 */
export function isAllowedOrigin(method: string, originHeader: string | null, appUrl: string): boolean {
  return ["GET", "HEAD", "OPTIONS"].includes(method) || originHeader === new URL(appUrl).origin;
}
