const MAX_LENGTH = 2000;
/** White space, control characters, and the backslash that browsers read as a slash. */
const FORBIDDEN = /[\p{Cc} \\]/u;

/** A path inside PostHog and nowhere else: it must not become a way to send people to another site. */
export function isInAppPath(path: string, origin: string): boolean {
  if (path.length < 1 || [...path].length > MAX_LENGTH || FORBIDDEN.test(path)) return false;
  if (!path.startsWith("/") || path.startsWith("//")) return false;
  return URL.canParse(path, origin) && new URL(path, origin).origin === origin;
}
