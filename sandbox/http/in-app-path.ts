const MAX_LENGTH = 2000;
/** Spaces, control characters, and the backslash, which browsers treat as a slash. */
const FORBIDDEN = /[\p{Cc} \\]/u;

/** Whether a path stays on PostHog's origin. Redirecting to any other path would be an open redirect. */
export function isInAppPath(path: string, origin: string): boolean {
  if (path.length < 1 || [...path].length > MAX_LENGTH || FORBIDDEN.test(path)) return false;
  if (!path.startsWith("/") || path.startsWith("//")) return false;
  return URL.canParse(path, origin) && new URL(path, origin).origin === origin;
}
