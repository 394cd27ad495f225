import type { MiddlewareHandler } from "hono";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";

const INSPECTOR = "/_sandbox";

const LOOPBACK = ["http://localhost:*", "http://127.0.0.1:*"];

/** Nothing but our own stylesheet, pictures and scripts, in a frame only what is named. */
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
      // No form-action: browsers hold it against redirects too, and approving ends at the partner's own address.
    },
    // Says what frame-ancestors says, and knows no list.
    xFrameOptions: frameAncestors.includes("'none'") ? "DENY" : false,
    // Not "no-referrer": browsers would then send `Origin: null` with our own forms, which are refused by it.
    referrerPolicy: "same-origin",
    strictTransportSecurity: false,
    // The app opens pages in a tab of its own making and may still want to close it.
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: frameAncestors.includes("'none'"),
  });

const pages = protectedFor(["'none'"]);
const inspector = protectedFor(LOOPBACK);

/** Protects every page. The inspector may be shown beside an app on this machine; PostHog's pages never. */
export const protectPages: MiddlewareHandler<SandboxEnv> = (c, next) =>
  c.req.path === INSPECTOR ? inspector(c, next) : pages(c, next);

/** The sandbox answers any browser on this machine, so a page from elsewhere could post its forms. */
export function ownFormsOnly(region: Region): MiddlewareHandler<SandboxEnv> {
  return csrf({ origin: region.origin });
}
