import type { MiddlewareHandler } from "hono";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";

/** Pages that may be framed: the inspector, and the view of a story. */
const FRAMED = ["/_sandbox", "/_sandbox/story/view"];

const LOOPBACK = ["http://localhost:*", "http://127.0.0.1:*"];

/** Security headers that allow only the sandbox's own assets, and framing only by the given origins. */
const protectedFor = (frameAncestors: string[]) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors,
      // No form-action: browsers also apply it to redirects, and the consent form redirects to the partner.
    },
    // X-Frame-Options cannot list origins, so it is only set when no origin is allowed.
    xFrameOptions: frameAncestors.includes("'none'") ? "DENY" : false,
    // Not "no-referrer": browsers would then send `Origin: null` with these forms, and the CSRF check would refuse it.
    referrerPolicy: "same-origin",
    strictTransportSecurity: false,
    // The app opens PostHog in a new tab that it may close on an error; this header would cut that reference.
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: frameAncestors.includes("'none'"),
  });

const pages = protectedFor(["'none'"]);
const framed = protectedFor(LOOPBACK);

/** Sets security headers on every page. Apps on this machine may frame only some of the pages. */
export const protectPages: MiddlewareHandler<SandboxEnv> = (c, next) =>
  FRAMED.includes(c.req.path) ? framed(c, next) : pages(c, next);

/** Refuses form posts from other origins: any web page in a browser on this machine could send them. */
export function ownFormsOnly(region: Region): MiddlewareHandler<SandboxEnv> {
  return csrf({ origin: region.origin });
}
