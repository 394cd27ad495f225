import { randomUUID } from "node:crypto";
import { IncomingMessage, Server, ServerResponse } from "node:http";

/** Far more than any form of this app holds. */
const MOST_BYTES = 64 * 1024;

/** Header on requests that passed. Next forwards an action to the page that has it, with this and without a length. */
const MEASURED = "x-measured";
const BY_THIS_PROCESS = randomUUID();

/**
 * Refuses two kinds of requests before any of their body is read. Next would buffer a large body for the proxy and the
 * action, and would answer a path that it cannot decode with a 500. A body has to come with its length, as every form
 * of a browser does.
 */
export function refuseUnreadableRequests(): void {
  const { emit } = Server.prototype;
  Server.prototype.emit = function (event: string | symbol, ...values: unknown[]): boolean {
    const [request, response] = values;
    const isRequest =
      event === "request" && request instanceof IncomingMessage && response instanceof ServerResponse;
    const refusal = isRequest ? findRefusal(request) : undefined;
    if (!isRequest || !refusal) return Reflect.apply(emit, this, [event, ...values]);
    response
      .writeHead(refusal.status, { "content-type": "text/plain", connection: "close" })
      .end(`${refusal.words}\n`);
    return true;
  };
}

function findRefusal({ url = "/", headers }: IncomingMessage): { status: number; words: string } | undefined {
  const isLarge = Number(headers["content-length"] ?? 0) > MOST_BYTES;
  const isUnknown = headers["transfer-encoding"] !== undefined && headers[MEASURED] !== BY_THIS_PROCESS;
  if (isLarge || isUnknown) {
    return { status: 413, words: "A request may be at most 64 kB, and must state its length." };
  }
  headers[MEASURED] = BY_THIS_PROCESS;
  return isDecodable(url) ? undefined : { status: 400, words: "This address cannot be read." };
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split("?")[0] ?? "");
    return true;
  } catch {
    return false;
  }
}
