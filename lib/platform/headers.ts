import { env } from "./env";

/** What the policy allows beyond the app's own origin. */
export interface PolicySources {
  /** Origins that forms may lead to besides PostHog: the sign-in providers. */
  readonly formTargets: readonly string[];
}

/** A strict policy: scripts by nonce, styles from our own files, forms to us, PostHog and the sign-in providers. */
export function contentSecurityPolicy(nonce: string, { formTargets }: PolicySources): string {
  const { posthogUrls, sandbox, production } = env();
  // The development server needs eval for its source maps and a socket for reloading.
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${production ? "" : " 'unsafe-eval'"}`;
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    `style-src 'self'${production ? "" : " 'unsafe-inline'"}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    // The demonstration frames the sandbox's view of its story.
    ...(sandbox ? [`frame-src ${posthogUrls.US}`] : []),
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    // Without JavaScript a form's answer redirects to PostHog, and browsers check redirects against form-action too.
    `form-action ${["'self'", ...Object.values(posthogUrls), ...formTargets].join(" ")}`,
  ].join("; ");
}

/** Whether a path is a file of the build or of `public/`. Routes with an extension set their own cache-control. */
const isFile = (path: string): boolean => /^\/_next\/static\/|\.\w+$/.test(path);

/** The headers of every response: pages, files, redirects, refusals and errors. */
export function constantHeaders(path: string): [string, string][] {
  const { appUrl, hstsIncludesSubdomains } = env();
  const hsts = `max-age=63072000${hstsIncludesSubdomains ? "; includeSubDomains" : ""}`;
  return [
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    // Redirects, such as deep links and callbacks, pass on no referrer. Pages override this for their own forms, or
    // browsers would send `Origin: null` and be refused: see the referrer in app/layout.tsx.
    ["referrer-policy", "no-referrer"],
    ["cross-origin-opener-policy", "same-origin"],
    ["permissions-policy", "camera=(), microphone=(), geolocation=()"],
    ...(isFile(path) ? [] : [["cache-control", "no-store"] satisfies [string, string]]),
    ...(appUrl.startsWith("https:") ? [["strict-transport-security", hsts] satisfies [string, string]] : []),
  ];
}
