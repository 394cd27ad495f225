import type { MiddlewareHandler } from "hono";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import type { SandboxEnv } from "../http/env";
import type { Region } from "../region";

/** Nothing but our own stylesheet, pictures and scripts, and nobody may put a page into a frame. */
export const protectPages = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    // No form-action: browsers hold it against redirects too, and approving ends at the partner's own address.
  },
  // Not "no-referrer": browsers would then send `Origin: null` with our own forms, which are refused by it.
  referrerPolicy: "same-origin",
  strictTransportSecurity: false,
  // The app opens pages in a tab of its own making and may still want to close it.
  crossOriginOpenerPolicy: false,
});

/** The sandbox answers any browser on this machine, so a page from elsewhere could post its forms. */
export function ownFormsOnly(region: Region): MiddlewareHandler<SandboxEnv> {
  return csrf({ origin: region.origin });
}
