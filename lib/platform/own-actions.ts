import { env } from "./env";
import { onRequestStart } from "./request-start";

/** On requests that proxy.ts need not see: its `matcher` leaves them out. No request arrives with it. */
const MARK = "x-own-action";

/**
 * Does for actions of our own pages' scripts what proxy.ts does, without its cost, which is a third of a click: the
 * origin is ours, and Next learns the public host. Their answers are no documents, so they need no policy. Every other
 * request goes through proxy.ts, those from other sites among them.
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
