import type { Hono } from "hono";
import { restTimestamp } from "../core/clock";
import type { Region } from "../core/region";
import { readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import type { VerificationToken } from "../store/keys";
import { presentCreator } from "./creators";
import { type Call, manage, type Operations } from "./endpoint";
import { type OrganizationPlace, organizationFamily } from "./families";
import { paginate } from "./paging";
import {
  bindVerificationToken,
  createVerificationToken,
  deleteVerificationToken,
  listVerificationTokens,
  requireVerificationToken,
} from "./verification-tokens";

const PATH = "/api/organizations/:organization/cimd_verification_tokens";

type OrganizationCall = Call<OrganizationPlace>;

/** Tokens that prove, in a client metadata document, which organization owns the client. */
export function addVerificationTokenApi(app: Hono<SandboxEnv>, region: Region): void {
  manage(app, region, organizationFamily, PATH, () => ({
    GET: { access: "read", handle: list },
    POST: { access: "write", handle: create },
  }));
  manage(app, region, organizationFamily, `${PATH}/:id`, ({ verificationTokensBoundToUrl: isBound }) => ({
    GET: { access: "read", handle: retrieve },
    DELETE: { access: "write", handle: destroy },
    ...(isBound ? bindable : {}),
  }));
}

const bindable: Operations<OrganizationPlace> = {
  PATCH: { access: "write", handle: bind },
  PUT: { access: "write" },
};

function list({ c, region, organization }: OrganizationCall) {
  const tokens = listVerificationTokens(region, organization);
  return c.json(paginate(c, region, tokens, (token) => present(region, token)));
}

async function create({ c, region, organization, caller }: OrganizationCall) {
  const created = createVerificationToken(region, organization, caller.user, await readBody(c));
  return c.json({ ...present(region, created.key), value: created.value }, 201);
}

function retrieve(call: OrganizationCall) {
  return call.c.json(present(call.region, find(call)));
}

async function bind(call: OrganizationCall) {
  const token = find(call);
  bindVerificationToken(call.region, token, await readBody(call.c));
  return call.c.json(present(call.region, token));
}

function destroy(call: OrganizationCall) {
  deleteVerificationToken(call.region, find(call));
  return call.c.body(null, 204);
}

const find = ({ c, region, organization }: OrganizationCall) =>
  requireVerificationToken(region, organization, c.req.param("id"));

function present(region: Region, token: VerificationToken) {
  return {
    id: token.id,
    label: token.label,
    ...(region.settings.switches.verificationTokensBoundToUrl ? { cimd_url: token.cimdUrl } : {}),
    mask_value: token.mask,
    created_by: presentCreator(region, token.createdBy),
    created_at: restTimestamp(token.createdAt),
    last_used_at: token.lastUsedAt === null ? null : restTimestamp(token.lastUsedAt),
  };
}
