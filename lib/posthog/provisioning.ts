import type { z } from "zod";
import { clientParameters, retryAfterClockSkew } from "./client-authentication.ts";
import type { ClientConfig } from "./config.ts";
import { decodeError } from "./errors.ts";
import { requestApi, runCall } from "./http.ts";
import type { Region } from "./regions.ts";

interface ProvisioningRequest<T> {
  readonly region: Region;
  /** Path on the region's host, without trailing slash. */
  readonly path: string;
  /** Sent with a POST; without a body, the request is a GET. */
  readonly body?: object;
  /** Access token of the connection the call acts for. */
  readonly accessToken?: string | undefined;
  /** Whether the client calls for itself: its authentication then goes into the body. */
  readonly asClient?: boolean;
  readonly answeringStatus?: number;
  /** Whether an answer in the shape of the schema is a refusal, whatever its status. */
  readonly isRefusal?: (answer: T) => boolean;
  readonly schema: z.ZodType<T>;
  /** Whether the call may be repeated when its answer does not arrive. */
  readonly idempotent: boolean;
}

/**
 * Calls a provisioning endpoint and returns the parsed answer.
 * @throws {PostHogError} for every failure, transport included.
 */
export function callProvisioningApi<T>(config: ClientConfig, request: ProvisioningRequest<T>): Promise<T> {
  const { region, path, body, accessToken, asClient, answeringStatus, isRefusal, schema } = request;
  return runCall(config, request, (signal) => {
    const send = async () =>
      requestApi(
        config,
        {
          region,
          path,
          method: body ? "POST" : "GET",
          credential: accessToken,
          ...(body ? { body: { ...body, ...(asClient ? await clientParameters(config, region) : {}) } } : {}),
          schema,
          answeringStatus,
          decodeError,
        },
        signal,
      );
    return asClient ? retryAfterClockSkew(config, region, send, isRefusal) : send();
  });
}
