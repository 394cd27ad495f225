import { z } from "zod";
import type { ClientConfig } from "./config.ts";
import { PostHogError } from "./errors.ts";
import { type ApiRequest, requestApi, runCall } from "./http.ts";
import { decodeManagementError } from "./management-errors.ts";
import type { Region } from "./regions.ts";

const MAX_PAGES = 100;

/** A timestamp in the format of these APIs. */
export const timeSchema = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** The credential of a call, and the region to call. */
export interface Bearer {
  readonly region: Region;
  /** A personal API key (`phx_…`) or an access token (`pha_…`). */
  readonly credential: string;
}

export interface ManagementRequest<T> extends Bearer, Pick<ApiRequest<T>, "path" | "body" | "schema"> {
  readonly method?: ApiRequest<T>["method"];
  /** By default true for everything but a POST: these APIs have no idempotency keys. */
  readonly idempotent?: boolean;
}

/**
 * Calls one of PostHog's management APIs (verification tokens, proxy records, project secret API keys).
 * @throws {PostHogError} for every failure; a refusal carries PostHog's own message as `detail`.
 */
export function callManagementApi<T>(config: ClientConfig, request: ManagementRequest<T>): Promise<T> {
  const { region, method = "GET", idempotent = method !== "POST" } = request;
  return runCall(config, { region, idempotent }, (signal) =>
    requestApi(config, { ...request, method, decodeError: decodeManagementError }, signal),
  );
}

/**
 * Reads every page of a paginated list.
 * @throws {PostHogError} as `callManagementApi`; `unexpected_response` for too many pages, or one of another list.
 */
export async function listManagementApi<T>(
  config: ClientConfig,
  request: Bearer & { readonly path: string; readonly item: z.ZodType<T> },
): Promise<T[]> {
  const { region, credential, path, item } = request;
  const schema = z.object({ next: z.url().nullish(), results: z.array(item) });
  const items: T[] = [];
  let query = "";
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { next, results } = await callManagementApi(config, {
      region,
      credential,
      path: path + query,
      schema,
    });
    items.push(...results);
    if (!next) return items;
    query = continuation(new URL(path, config.baseUrls[region]), new URL(next));
  }
  throw new PostHogError("unexpected_response");
}

// `next` must lead to the same list. Only its query is used, so the credential goes nowhere else.
function continuation(list: URL, next: URL): string {
  const place = ({ origin, pathname }: URL) => origin + pathname.replace(/\/+$/, "");
  if (place(next) !== place(list)) throw new PostHogError("unexpected_response");
  return next.search;
}
