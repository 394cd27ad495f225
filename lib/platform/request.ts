import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { readAddress } from "./address";
import { constantHeaders } from "./headers";

const HEADER = "x-request-id";

/** The form of an id that a proxy in front may set. Anything else could forge log lines. */
const wellFormed = z.string().regex(/^[\w.:-]{8,128}$/);

const forwarded = z.string().optional().catch(undefined);

const startSchema = z.object({
  request: z.instanceof(IncomingMessage),
  response: z.instanceof(ServerResponse),
});

interface CurrentRequest {
  readonly id: string;
  readonly address: string | undefined;
}

// On globalThis because what runs at start and what serves may each have this module for themselves.
const held: typeof globalThis & { requests?: AsyncLocalStorage<CurrentRequest> } = globalThis;
held.requests ??= new AsyncLocalStorage();

/**
 * From now on, everything done for a request knows its id and its sender's address, and every answer has the id and
 * the headers that are the same for all.
 */
export function prepareRequests(): void {
  // Node publishes this just before any handler runs, so no route can be forgotten. Next would put the address of the
  // socket where a proxy's header is missing, so that could not be told apart later.
  subscribe("http.server.request.start", (message) => {
    const { request, response } = startSchema.parse(message);
    const given = wellFormed.safeParse(request.headers[HEADER]);
    const id = given.success ? given.data : randomUUID();
    response.setHeader(HEADER, id);
    const [path = "/"] = (request.url ?? "/").split("?");
    for (const [name, value] of constantHeaders(path)) response.setHeader(name, value);
    held.requests?.enterWith({
      id,
      address: readAddress(forwarded.parse(request.headers["x-forwarded-for"])),
    });
  });
}

/** The id of the request that is being served now, if one is. */
export const currentRequestId = (): string | undefined => held.requests?.getStore()?.id;

/** Where that request came from; undefined when no proxy in front of the app has said so. */
export const currentAddress = (): string | undefined => held.requests?.getStore()?.address;
