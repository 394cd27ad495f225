import { env } from "./env";

/** A policy without exceptions: scripts by nonce, styles from our own files, forms to us and to PostHog. */
export function contentSecurityPolicy(nonce: string): string {
  const { posthogUrls, sandbox, github, google, production } = env();
  const formTargets = [
    "'self'",
    // Without JavaScript a form's answer redirects to PostHog, and browsers hold redirects to form-action too.
    ...Object.values(posthogUrls),
    ...(github ? ["https://github.com"] : []),
    ...(google ? ["https://accounts.google.com"] : []),
  ];
  // The development server needs eval for its source maps and a socket for reloading.
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${production ? "" : " 'unsafe-eval'"}`;
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    `style-src 'self'${production ? "" : " 'unsafe-inline'"}`,
    "img-src 'self' data:",
    // For people who have their visits reported to their own project.
    `connect-src 'self' ${captureOrigins().join(" ")}`,
    // The inspector, beside a demonstration.
    ...(sandbox ? [`frame-src ${posthogUrls.US}`] : []),
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action ${formTargets.join(" ")}`,
  ].join("; ");
}

/** Where PostHog takes events: at its own address, and in its cloud at one beside it. */
function captureOrigins(): string[] {
  return Object.values(env().posthogUrls).flatMap((url) => [
    url,
    ...(url.endsWith(".posthog.com") ? [url.replace(".posthog.com", ".i.posthog.com")] : []),
  ]);
}

export function securityHeaders(method: string): [string, string][] {
  const { appUrl } = env();
  return [
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    // Redirects, deep links and callbacks among them, hand nothing on. The pages' own forms need more, or
    // browsers would send `Origin: null` with them and be refused: see the referrer in app/layout.tsx.
    ["referrer-policy", "no-referrer"],
    ["cross-origin-opener-policy", "same-origin"],
    ["permissions-policy", "camera=(), microphone=(), geolocation=()"],
    ...(method === "GET" ? [] : [["cache-control", "no-store"] satisfies [string, string]]),
    ...(appUrl.startsWith("https:")
      ? [["strict-transport-security", "max-age=63072000; includeSubDomains"] satisfies [string, string]]
      : []),
  ];
}
