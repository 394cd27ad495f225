import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { readAddress } from "./address";
import { constantHeaders } from "./headers";
import { onRequestStart } from "./request-start";

const HEADER = "x-request-id";

/** The format of an id that a proxy may set. Anything else could forge log lines. */
const WELL_FORMED = /^[\w.:-]{8,128}$/;

interface CurrentRequest {
  readonly id: string;
  readonly address: string | undefined;
  /** Its action has begun, so Next has decoded the arguments. */
  action?: "begun";
}

// On globalThis because the code that runs at start and the code that serves may each load this module.
const held: typeof globalThis & { requests?: AsyncLocalStorage<CurrentRequest> } = globalThis;
held.requests ??= new AsyncLocalStorage();

/**
 * Makes the id and the sender's address of each request available to everything done for it, and sets the id and the
 * constant headers on every response.
 */
export function prepareRequests(): void {
  onRequestStart(({ url = "/", headers }, response) => {
    const given = headers[HEADER];
    const id = typeof given === "string" && WELL_FORMED.test(given) ? given : randomUUID();
    response.setHeader(HEADER, id);
    const [path = "/"] = url.split("?");
    for (const [name, value] of constantHeaders(path)) response.setHeader(name, value);
    // Read now: if the proxy's header is missing, Next sets it to the socket's address, which looks the same later.
    const forwarded = headers["x-forwarded-for"];
    held.requests?.enterWith({
      id,
      address: readAddress(typeof forwarded === "string" ? forwarded : undefined),
    });
  });
}

/** The id of the current request, if there is one. */
export const currentRequestId = (): string | undefined => held.requests?.getStore()?.id;

/** The sender's address of the current request; undefined when no proxy has named it. */
export const currentAddress = (): string | undefined => held.requests?.getStore()?.address;

/** Each action calls this first: if a request's action never begins, its arguments could not be decoded. */
export function beginAction(): void {
  const request = held.requests?.getStore();
  if (request) request.action = "begun";
}

/** Whether the action of the current request has begun. */
export const hasBegunAction = (): boolean => held.requests?.getStore()?.action === "begun";
