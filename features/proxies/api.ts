import { z } from "zod";
import { apiPath } from "@/lib/posthog/api-path";
import type { ClientConfig } from "@/lib/posthog/config";
import { type Bearer, callManagementApi } from "@/lib/posthog/management";

interface OrganizationRequest extends Bearer {
  readonly organizationId: string;
}

interface RecordRequest extends OrganizationRequest {
  readonly id: string;
}

const recordSchema = z
  .object({
    id: z.string().min(1),
    domain: z.string(),
    target_cname: z.string(),
    /**
     * `waiting` for DNS, `issuing` a certificate, `valid`, `warning` (works, but look), `erroring`, `deleting`,
     * `timed_out` after seven days without DNS; newer servers may have more.
     */
    status: z.string(),
    message: z.string().nullish(),
  })
  .transform(({ target_cname, message, ...record }) => ({
    ...record,
    /** What the domain's CNAME must say, without the dot at its end. */
    targetCname: target_cname.replace(/\.$/, ""),
    /** What PostHog has to say about it; null for nothing. */
    message: message?.trim() || null,
  }));

/** A reverse proxy on a domain of the customer's own, which PostHog runs. */
export type ProxyRecord = z.output<typeof recordSchema>;

const listSchema = z
  .object({ results: z.array(recordSchema), max_proxy_records: z.number().nullish() })
  .transform(({ results, max_proxy_records }) => ({
    records: results,
    /** How many the organization's plan allows, whatever their status. */
    limit: max_proxy_records ?? null,
  }));

export type ProxyRecords = z.output<typeof listSchema>;

/** All proxies of an organization; PostHog does not page them. Needs `organization:read`, for the organization. */
export function listProxyRecords(config: ClientConfig, request: OrganizationRequest): Promise<ProxyRecords> {
  return callManagementApi(config, { ...request, path: recordsPath(request), schema: listSchema });
}

/** @throws {PostHogError} `not_found` when it is gone. */
export function getProxyRecord(config: ClientConfig, request: RecordRequest): Promise<ProxyRecord> {
  return callManagementApi(config, { ...request, path: recordPath(request), schema: recordSchema });
}

/**
 * Adds a proxy, which waits for its CNAME. Needs `organization:write`, as every change does, and an admin.
 * @throws {PostHogError} `validation_error` at the plan's limit; `server_error` also for a domain that some
 * organization has already or that is longer than 64 characters: read the list to know.
 */
export function createProxyRecord(
  config: ClientConfig,
  { domain, ...request }: OrganizationRequest & { readonly domain: string },
): Promise<ProxyRecord> {
  return callManagementApi(config, {
    ...request,
    method: "POST",
    path: recordsPath(request),
    body: { domain },
    schema: recordSchema,
  });
}

/**
 * Deletes a proxy: at once when it never worked, else in the background while it is `deleting`.
 * @throws {PostHogError} `not_found` when it is gone already, `server_error` when nothing may have happened.
 */
export async function deleteProxyRecord(config: ClientConfig, request: RecordRequest): Promise<void> {
  await callManagementApi(config, {
    ...request,
    method: "DELETE",
    path: recordPath(request),
    schema: z.unknown(),
    // A second time, the background work is under way already, and PostHog says 500.
    idempotent: false,
  });
}

/**
 * Starts again with a proxy that is `erroring` or `timed_out`.
 * @throws {PostHogError} `personal_api_key_unsupported` by every server so far that checks scopes: only a
 * browser session may.
 */
export function retryProxyRecord(config: ClientConfig, request: RecordRequest): Promise<ProxyRecord> {
  return callManagementApi(config, {
    ...request,
    method: "POST",
    path: `${recordPath(request)}retry/`,
    schema: recordSchema,
  });
}

const recordsPath = ({ organizationId }: OrganizationRequest): string =>
  apiPath`/api/organizations/${organizationId}/proxy_records/`;

const recordPath = (request: RecordRequest): string => `${recordsPath(request)}${apiPath`${request.id}/`}`;
