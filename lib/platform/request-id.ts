import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";

const HEADER = "x-request-id";

/** What a proxy in front may call a request. Anything else could be made to look like more than one log line. */
const wellFormed = z.string().regex(/^[\w.:-]{8,128}$/);

const startSchema = z.object({
  request: z.instanceof(IncomingMessage),
  response: z.instanceof(ServerResponse),
});

// On globalThis because what runs at start and what serves may each have this module for themselves.
const held: typeof globalThis & { requestIds?: AsyncLocalStorage<string> } = globalThis;
held.requestIds ??= new AsyncLocalStorage();

/** From now on, everything done for a request knows its id, and so does whoever sent it. */
export function identifyRequests(): void {
  // Node publishes this in the moment before anybody handles the request, so no entrance can be forgotten.
  subscribe("http.server.request.start", (message) => {
    const { request, response } = startSchema.parse(message);
    const given = wellFormed.safeParse(request.headers[HEADER]);
    const id = given.success ? given.data : randomUUID();
    response.setHeader(HEADER, id);
    held.requestIds?.enterWith(id);
  });
}

/** The id of the request that is being served now, if one is. */
export const currentRequestId = (): string | undefined => held.requestIds?.getStore();
