import { test } from "@playwright/test";
import { type CallWithId, expectPathSafety } from "@/tests/unit/support/bad-ids";
import {
  createProxyRecord,
  deleteProxyRecord,
  getProxyRecord,
  listProxyRecords,
  retryProxyRecord,
} from "../../api";

const bearer = { region: "US", credential: "phx_key" } as const;
const organization = { ...bearer, organizationId: "org" };

const CALLS: Readonly<Record<string, CallWithId>> = {
  "listing the proxies of an organization": (config, organizationId) =>
    listProxyRecords(config, { ...bearer, organizationId }),
  "adding one to an organization": (config, organizationId) =>
    createProxyRecord(config, { ...bearer, organizationId, domain: "e.shop.example" }),
  "reading one of an organization": (config, organizationId) =>
    getProxyRecord(config, { ...bearer, organizationId, id: "p1" }),
  "reading one": (config, id) => getProxyRecord(config, { ...organization, id }),
  "retrying one": (config, id) => retryProxyRecord(config, { ...organization, id }),
  "deleting one": (config, id) => deleteProxyRecord(config, { ...organization, id }),
};

for (const [what, call] of Object.entries(CALLS)) {
  test(`${what} sends nothing for an id that leads elsewhere`, () => expectPathSafety(call));
}
