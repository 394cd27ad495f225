import { env } from "./env";
import { onRequestStart } from "./request-start";

/** Header on requests that proxy.ts can skip: its `matcher` leaves them out. Incoming copies of it are deleted. */
const MARK = "x-own-action";

/**
 * Does the work of proxy.ts for actions called by our own pages' scripts, because proxy.ts costs a third of a click:
 * checks that the origin is ours, and tells Next the public host. The responses are not documents, so they need no
 * policy. All other requests, including those from other sites, go through proxy.ts.
 */
export function markOwnActions(): void {
  const { appUrl } = env();
  const { host } = new URL(appUrl);
  onRequestStart(({ method, headers }) => {
    delete headers[MARK];
    if (method !== "POST" || headers["next-action"] === undefined || headers.origin !== appUrl) return;
    headers[MARK] = "1";
    headers["x-forwarded-host"] = host;
  });
}
