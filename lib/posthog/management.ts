import { z } from "zod";
import type { ClientConfig } from "./config";
import { PostHogError } from "./errors";
import { readJson, runCall, sendRequest, unexpected } from "./http";
import { decodeManagementError } from "./management-errors";
import type { Region } from "./regions";
import type { Repeatable } from "./resilience";

const MOST_PAGES = 100;

/** A moment, as these APIs write it. */
export const timeSchema = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Who asks, and where. */
export interface Bearer {
  readonly region: Region;
  /** A personal API key (`phx_…`) or an access token (`pha_…`). */
  readonly credential: string;
}

export interface ManagementRequest<T> extends Bearer {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path on the region's host, with trailing slash. */
  readonly path: string;
  readonly body?: unknown;
  /** What a 2xx holds, whichever it is; `z.unknown()` where nothing of it counts. A 204 holds undefined. */
  readonly schema: z.ZodType<T>;
  /** Unless told otherwise `never` for a POST, because these APIs know no idempotency key. */
  readonly repeatable?: Repeatable;
}

/**
 * Calls one of PostHog's management APIs (verification tokens, proxy records, project secret API keys).
 * @throws {PostHogError} for every failure; what PostHog refused comes with its own sentence as `detail`.
 */
export function callManagementApi<T>(config: ClientConfig, request: ManagementRequest<T>): Promise<T> {
  const { region, credential, method = "GET", path, body, schema } = request;
  const { repeatable = method === "POST" ? "never" : "safely" } = request;
  const headers = { accept: "application/json", authorization: `Bearer ${credential}` };
  const init =
    body === undefined
      ? { method, headers }
      : { method, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
  return runCall(config, { region, repeatable }, async () => {
    const response = await sendRequest(config, new URL(path, config.baseUrls[region]), init);
    if (!response.ok) throw await decodeManagementError(response);
    const parsed = schema.safeParse(await readJson(response));
    if (!parsed.success) throw unexpected(response);
    return parsed.data;
  });
}

/**
 * Reads a list that PostHog pages, to its end.
 * @throws {PostHogError} as `callManagementApi`, and `unexpected_response` for a list that leads elsewhere.
 */
export async function listManagementApi<T>(
  config: ClientConfig,
  request: Bearer & { readonly path: string; readonly item: z.ZodType<T> },
): Promise<T[]> {
  const { region, credential, path, item } = request;
  const schema = z.object({ next: z.url().nullish(), results: z.array(item) });
  const items: T[] = [];
  let query = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
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

// The credential goes wherever the next page is said to be: that must be the same list.
function continuation(list: URL, next: URL): string {
  const place = ({ origin, pathname }: URL) => origin + pathname.replace(/\/+$/, "");
  if (place(next) !== place(list)) throw new PostHogError("unexpected_response");
  return next.search;
}
