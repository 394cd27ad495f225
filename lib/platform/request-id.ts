import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";

const HEADER = "x-request-id";

/** The form of an id that a proxy in front may set. Anything else could forge log lines. */
const wellFormed = z.string().regex(/^[\w.:-]{8,128}$/);

const startSchema = z.object({
  request: z.instanceof(IncomingMessage),
  response: z.instanceof(ServerResponse),
});

// On globalThis because what runs at start and what serves may each have this module for themselves.
const held: typeof globalThis & { requestIds?: AsyncLocalStorage<string> } = globalThis;
held.requestIds ??= new AsyncLocalStorage();

/** From now on, everything done for a request knows its id, and so does its sender. */
export function identifyRequests(): void {
  // Node publishes this just before any handler runs, so no route can be forgotten.
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
