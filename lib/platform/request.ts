import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { readAddress } from "./address";
import { constantHeaders } from "./headers";
import { onRequestStart } from "./request-start";

const HEADER = "x-request-id";

/** The form of an id that a proxy in front may set. Anything else could forge log lines. */
const WELL_FORMED = /^[\w.:-]{8,128}$/;

interface CurrentRequest {
  readonly id: string;
  readonly address: string | undefined;
  /** Its action has begun: Next has decoded what was sent. */
  action?: "begun";
}

// On globalThis because what runs at start and what serves may each have this module for themselves.
const held: typeof globalThis & { requests?: AsyncLocalStorage<CurrentRequest> } = globalThis;
held.requests ??= new AsyncLocalStorage();

/**
 * From now on, everything done for a request knows its id and its sender's address, and every answer has the id and
 * the headers that are the same for all.
 */
export function prepareRequests(): void {
  onRequestStart(({ url = "/", headers }, response) => {
    const given = headers[HEADER];
    const id = typeof given === "string" && WELL_FORMED.test(given) ? given : randomUUID();
    response.setHeader(HEADER, id);
    const [path = "/"] = url.split("?");
    for (const [name, value] of constantHeaders(path)) response.setHeader(name, value);
    // Next would put the address of the socket where a proxy's header is missing, so that could not be told apart later.
    const forwarded = headers["x-forwarded-for"];
    held.requests?.enterWith({
      id,
      address: readAddress(typeof forwarded === "string" ? forwarded : undefined),
    });
  });
}

/** The id of the request that is being served now, if one is. */
export const currentRequestId = (): string | undefined => held.requests?.getStore()?.id;

/** Where that request came from; undefined when no proxy in front of the app has said so. */
export const currentAddress = (): string | undefined => held.requests?.getStore()?.address;

/** Each action calls this first: a request whose action never begins holds no arguments that can be decoded. */
export function beginAction(): void {
  const request = held.requests?.getStore();
  if (request) request.action = "begun";
}

/** Whether the action of the request that is being served now has begun. */
export const hasBegunAction = (): boolean => held.requests?.getStore()?.action === "begun";
