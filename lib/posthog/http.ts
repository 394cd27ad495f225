import type { z } from "zod";
import { pathUrl } from "./api-path.ts";
import { readJsonBody } from "./body.ts";
import type { ClientConfig } from "./config.ts";
import { PostHogError, requestId } from "./errors.ts";
import type { Region } from "./regions.ts";
import { withTimeLimit } from "./time-limit.ts";

/** The dated version of the API this client speaks; newer servers ignore the header. */
const API_VERSION = "0.1d";

export interface ApiRequest<T> {
  readonly region: Region;
  /** Path on the region's host, from `apiPath`. */
  readonly path: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Access token of a connection, or a personal API key. */
  readonly credential?: string | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The body of a 2xx; undefined for a 204. */
  readonly schema: z.ZodType<T>;
  /** A non-2xx status whose answers also match the schema. */
  readonly answeringStatus?: number | undefined;
  /** Reads an error answer of any shape. */
  readonly decodeError: (response: Response) => Promise<PostHogError>;
}

/** Sends one request to a region's API and reads its answer, within the attempt of a `runCall`. */
export async function requestApi<T>(
  config: ClientConfig,
  request: ApiRequest<T>,
  signal: AbortSignal,
): Promise<T> {
  const { region, path, method, credential, body, schema, answeringStatus, decodeError } = request;
  const headers = new Headers({ accept: "application/json" });
  if (credential) headers.set("authorization", `Bearer ${credential}`);
  if (body !== undefined) headers.set("content-type", "application/json");
  const response = await sendRequest(config, pathUrl(config.baseUrls[region], path), {
    method,
    headers,
    signal,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok && response.status !== answeringStatus) throw await decodeError(response);
  const parsed = schema.safeParse(await readJson(response));
  if (!parsed.success) throw unexpectedResponse(response);
  return parsed.data;
}

/**
 * Runs a call with the retries it allows, within the deadline of the action it belongs to. A call with less than a
 * tenth of its usual time left is not sent. Something else, such as the database, has used the action's time: a
 * timeout would then say nothing about PostHog, and must not count as its failure.
 * @param idempotent Whether the call may be repeated when its answer does not arrive.
 * @param timeoutMs Longest time for one attempt, in milliseconds, until its answer has been read.
 * @param attempt Sends the requests of one attempt, all with the given signal.
 * @throws {PostHogError} `timeout` without a request when the deadline has passed, or nearly so.
 */
export function runCall<T>(
  config: ClientConfig,
  { region, idempotent, timeoutMs = config.timeoutMs }: CallOptions,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const call = () => withTimeLimit(Math.min(timeoutMs, remainingMs(config) ?? timeoutMs), attempt);
  const left = remainingMs(config);
  if (left === undefined) return config.resilience.run(region, idempotent, call);
  const sendable = left - config.timeoutMs / 10;
  if (sendable <= 0) return Promise.reject(new PostHogError("timeout"));
  return withTimeLimit(sendable, (signal) => config.resilience.run(region, idempotent, call, signal));
}

interface CallOptions {
  readonly region: Region;
  readonly idempotent: boolean;
  readonly timeoutMs?: number;
}

/** `fetch` with the API version, no redirects, and transport failures as `PostHogError`. */
export async function sendRequest(
  config: ClientConfig,
  url: URL,
  init: RequestInit & { readonly signal: AbortSignal },
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("api-version", API_VERSION);
  if (config.userAgent) headers.set("user-agent", config.userAgent);
  try {
    // A redirect could carry credentials to another host.
    const response = await config.fetch(url, { ...init, headers, redirect: "error", cache: "no-store" });
    config.clocks.learn(url.origin, response);
    return response;
  } catch (error) {
    throw transportError(error);
  }
}

/** Milliseconds until the action's deadline; undefined if it has none. */
function remainingMs({ deadline, now }: ClientConfig): number | undefined {
  const end = deadline();
  return end === undefined ? undefined : end - now();
}

/** Reads the body as JSON; undefined if it is not JSON, or is too long. */
export async function readJson(response: Response): Promise<unknown> {
  try {
    return await readJsonBody(response);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw transportError(error);
  }
}

/** Why no answer arrived: the time limit, or the network. */
function transportError(error: unknown): PostHogError {
  if (error instanceof PostHogError) return error;
  const timedOut = error instanceof DOMException && error.name === "TimeoutError";
  return new PostHogError(timedOut ? "timeout" : "network");
}

/** A 2xx whose body is not what the API promises. */
export function unexpectedResponse(response: Response): PostHogError {
  return new PostHogError("unexpected_response", { status: response.status, ...requestId(response) });
}
