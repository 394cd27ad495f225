import type { z } from "zod";
import { proveClient, withProof } from "./client-authentication";
import type { ClientConfig } from "./config";
import { decodeError, PostHogError, requestId } from "./errors";
import type { Region } from "./regions";
import type { Repeatable } from "./resilience";
import { timeLimit } from "./time-limit";

/** The dated version of the API this client speaks; newer servers ignore the header. */
const API_VERSION = "0.1d";

interface ProvisioningRequest<T> {
  readonly region: Region;
  /** Path on the region's host, without trailing slash. */
  readonly path: string;
  /** What is posted; without one, it is a GET. */
  readonly body?: object;
  /** Access token of the connection the call acts for. */
  readonly accessToken?: string;
  /** The call is the client's own, which proves itself in the body. */
  readonly asClient?: boolean;
  /** The status of refusals that explain themselves in the shape of the schema: answers like others. */
  readonly explainedRefusal?: number;
  /** Whether an answer in that shape is a refusal, whatever its status. */
  readonly isRefusal?: (answer: T) => boolean;
  readonly schema: z.ZodType<T>;
  readonly repeatable: Repeatable;
}

/**
 * Calls a provisioning endpoint and returns the parsed answer.
 * @throws {PostHogError} for every failure, transport included.
 */
export function callProvisioningApi<T>(config: ClientConfig, request: ProvisioningRequest<T>): Promise<T> {
  const { region, path, body, accessToken, asClient, explainedRefusal, isRefusal, schema } = request;
  const headers = new Headers({ "content-type": "application/json", accept: "application/json" });
  if (accessToken) headers.set("authorization", `Bearer ${accessToken}`);
  const call = async () => {
    const proof = asClient ? await proveClient(config, region) : {};
    const init = body ? { method: "POST", body: JSON.stringify({ ...body, ...proof }) } : {};
    const response = await sendRequest(config, new URL(path, config.baseUrls[region]), { ...init, headers });
    if (!response.ok && response.status !== explainedRefusal) throw await decodeError(response);
    const parsed = schema.safeParse(await readJson(response));
    if (!parsed.success) throw unexpected(response);
    return parsed.data;
  };
  return runCall(config, request, asClient ? () => withProof(config, region, call, isRefusal) : call);
}

/** Runs a call with the retries it allows, within the deadline of the action it belongs to. */
export function runCall<T>(
  config: ClientConfig,
  { region, repeatable }: { region: Region; repeatable: Repeatable },
  call: () => Promise<T>,
): Promise<T> {
  return config.resilience.run(region, repeatable, call, config.deadline());
}

/** `fetch` with the API version, the time limit, no redirects, and transport failures as `PostHogError`. */
export async function sendRequest(
  config: ClientConfig,
  url: URL | string,
  init: RequestInit,
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("api-version", API_VERSION);
  const deadline = config.deadline();
  const timeout = timeLimit(config.timeoutMs);
  try {
    const response = await config.fetch(url, {
      ...init,
      headers,
      // A redirect would carry the bearer token to wherever it points.
      redirect: "error",
      cache: "no-store",
      signal: deadline ? AbortSignal.any([deadline, timeout]) : timeout,
    });
    config.clocks.learn(new URL(url).origin, response);
    return response;
  } catch (error) {
    throw transportError(error);
  }
}

/** The body, or undefined where there is none that is JSON. */
export async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw transportError(error);
  }
}

/** What stopped an answer from arriving: the time limit, or the network. */
export function transportError(error: unknown): PostHogError {
  if (error instanceof PostHogError) return error;
  const timedOut = error instanceof DOMException && error.name === "TimeoutError";
  return new PostHogError(timedOut ? "timeout" : "network");
}

/** A 2xx whose body is not what the contract promises. */
export function unexpected(response: Response): PostHogError {
  return new PostHogError("unexpected_response", { status: response.status, ...requestId(response) });
}
