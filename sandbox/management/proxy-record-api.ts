import type { Hono } from "hono";
import { restTimestamp } from "../core/clock";
import type { Region } from "../core/region";
import { readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { notFound } from "../http/errors";
import type { ProxyRecord } from "../store/keys";
import { presentCreatorId } from "./creators";
import { type Call, manage } from "./endpoint";
import { type OrganizationPlace, organizationFamily } from "./families";
import { diagnoseProxyRecord } from "./proxy-diagnosis";
import {
  createProxyRecord,
  deleteProxyRecord,
  listProxyRecords,
  proxyLimitOf,
  requireProxyRecord,
  retryProxyRecord,
} from "./proxy-records";

const PATH = "/api/organizations/:organization/proxy_records";

/** PostHog's framework maps these methods to a scope, but its view refuses them: they get a 405 after the checks. */
const REFUSED = { HEAD: { access: "read" }, OPTIONS: { access: "read" } } as const;

type OrganizationCall = Call<OrganizationPlace>;

/** Managed reverse proxies: PostHog runs them on a customer's domain. */
export function addProxyRecordApi(app: Hono<SandboxEnv>, region: Region): void {
  manage(app, region, organizationFamily, PATH, () => ({
    GET: { access: "read", handle: list },
    POST: { access: "write", handle: create },
    ...REFUSED,
  }));
  manage(app, region, organizationFamily, `${PATH}/:id`, () => ({
    GET: { access: "read", handle: retrieve },
    DELETE: { access: "write", handle: destroy },
    PUT: { access: "write" },
    PATCH: { access: "write" },
    ...REFUSED,
  }));
  manage(app, region, organizationFamily, `${PATH}/:id/retry`, () => ({
    POST: { access: null, handle: retry },
    OPTIONS: { access: "read" },
  }));
  for (const path of [`${PATH}/:id/diagnose`, `${PATH}/:id/diagnose/`]) {
    app.use(path, async (_c, next) => {
      if (!region.settings.switches.hasProxyDiagnosis) throw notFound("Endpoint not found.");
      await next();
    });
  }
  manage(app, region, organizationFamily, `${PATH}/:id/diagnose`, () => ({
    POST: { access: null, handle: diagnose },
    OPTIONS: { access: "read" },
  }));
}

function list({ c, region, organization }: OrganizationCall) {
  const results = listProxyRecords(region, organization).map((record) => presentProxyRecord(region, record));
  return c.json({ results, max_proxy_records: proxyLimitOf(organization) });
}

async function create({ c, region, organization, caller }: OrganizationCall) {
  const record = createProxyRecord(region, organization, caller.user, await readBody(c));
  return c.json(presentProxyRecord(region, record), 201);
}

function retrieve(call: OrganizationCall) {
  return call.c.json(presentProxyRecord(call.region, find(call)));
}

function destroy(call: OrganizationCall) {
  deleteProxyRecord(call.region, find(call));
  return call.region.settings.documentedStatusCodes ? call.c.body(null, 204) : call.c.json({ success: true });
}

function retry(call: OrganizationCall) {
  const record = find(call);
  retryProxyRecord(call.region, record);
  return call.c.json(presentProxyRecord(call.region, record));
}

function diagnose(call: OrganizationCall) {
  return call.c.json(diagnoseProxyRecord(call.region, find(call), call.caller.user));
}

const find = ({ c, region, organization }: OrganizationCall) =>
  requireProxyRecord(region, organization, c.req.param("id"));

export function presentProxyRecord(region: Region, record: ProxyRecord) {
  return {
    id: record.id,
    domain: record.domain,
    target_cname: record.targetCname,
    status: record.status,
    message: record.message,
    created_at: restTimestamp(record.createdAt),
    updated_at: restTimestamp(record.updatedAt),
    created_by: presentCreatorId(region, record.createdBy),
  };
}
