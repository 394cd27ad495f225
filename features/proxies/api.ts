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
     * `waiting` for DNS, `issuing` a certificate, `valid`, `warning` (works, needs attention), `erroring`, `deleting`,
     * `timed_out` after seven days without DNS; newer servers may have more.
     */
    status: z.string(),
    message: z.string().nullish(),
  })
  .transform(({ target_cname, message, ...record }) => ({
    ...record,
    /** The required target of the domain's CNAME, without the trailing dot. */
    targetCname: target_cname.replace(/\.$/, ""),
    /** PostHog's message about it; null when there is none. */
    message: message?.trim() || null,
  }));

/** A reverse proxy that PostHog runs on a customer's own domain. */
export type ProxyRecord = z.output<typeof recordSchema>;

const listSchema = z
  .object({ results: z.array(recordSchema), max_proxy_records: z.number().nullish() })
  .transform(({ results, max_proxy_records }) => ({
    records: results,
    /** How many the organization's plan allows, whatever their status. */
    limit: max_proxy_records ?? null,
  }));

export type ProxyRecords = z.output<typeof listSchema>;

/** All proxies of an organization; PostHog does not paginate. Needs `organization:read` for the organization. */
export function listProxyRecords(config: ClientConfig, request: OrganizationRequest): Promise<ProxyRecords> {
  return callManagementApi(config, { ...request, path: recordsPath(request), schema: listSchema });
}

/** @throws {PostHogError} `not_found` when it is gone. */
export function getProxyRecord(config: ClientConfig, request: RecordRequest): Promise<ProxyRecord> {
  return callManagementApi(config, { ...request, path: recordPath(request), schema: recordSchema });
}

/**
 * Adds a proxy, which then waits for its CNAME. Needs `organization:write`, like every change, and an admin.
 * @throws {PostHogError} `validation_error` at the plan's limit; `server_error` also for a domain that an
 * organization already has or that is longer than 64 characters: read the list to find out.
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
 * Deletes a proxy: at once if it never worked, otherwise in the background, with the status `deleting`.
 * @throws {PostHogError} `not_found` when it is gone already, `server_error` when nothing may have happened.
 */
export async function deleteProxyRecord(config: ClientConfig, request: RecordRequest): Promise<void> {
  await callManagementApi(config, {
    ...request,
    method: "DELETE",
    path: recordPath(request),
    schema: z.unknown(),
    // At a second call, the background work is already running, and PostHog answers 500.
    idempotent: false,
  });
}

/**
 * Restarts the set-up of a proxy that is `erroring` or `timed_out`.
 * @throws {PostHogError} `personal_api_key_unsupported` from every server so far that checks scopes: only a
 * browser session may retry.
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
