import type { Hono } from "hono";
import { restTimestamp } from "../core/clock";
import type { Region } from "../core/region";
import { readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import type { ProjectSecretKey } from "../store/keys";
import { presentCreator, presentCreatorId } from "./creators";
import { type Call, manage } from "./endpoint";
import { type ProjectPlace, projectFamily } from "./families";
import { paginate } from "./paging";
import {
  createSecretKey,
  deleteSecretKey,
  listSecretKeys,
  requireSecretKey,
  rollSecretKey,
  updateSecretKey,
} from "./secret-keys";

/** Both take a project id. `environments` is the older path. */
const PARENTS = ["/api/projects/:project", "/api/environments/:project"];

type ProjectCall = Call<ProjectPlace>;

/** API keys that belong to a project instead of a user, with few scopes. */
export function addSecretKeyApi(app: Hono<SandboxEnv>, region: Region): void {
  for (const parent of PARENTS) {
    const path = `${parent}/project_secret_api_keys`;
    manage(app, region, projectFamily, path, () => ({
      GET: { access: "read", handle: list },
      POST: { access: "write", handle: create },
    }));
    manage(app, region, projectFamily, `${path}/:id`, () => ({
      GET: { access: "read", handle: retrieve },
      PATCH: { access: "write", handle: (call) => update(call, true) },
      PUT: { access: "write", handle: (call) => update(call, false) },
      DELETE: { access: "write", handle: destroy },
    }));
    manage(app, region, projectFamily, `${path}/:id/roll`, ({ secretKeysRollByToken }) => ({
      POST: { access: secretKeysRollByToken ? "write" : null, handle: roll },
    }));
  }
}

function list({ c, region, project }: ProjectCall) {
  const keys = listSecretKeys(region, project);
  return c.json(paginate(c, region, keys, (key) => present(region, key)));
}

async function create({ c, region, project, caller }: ProjectCall) {
  const { key, value } = createSecretKey(region, project, caller.user, await readBody(c));
  return c.json(present(region, key, value), 201);
}

function retrieve(call: ProjectCall) {
  return call.c.json(present(call.region, find(call)));
}

async function update(call: ProjectCall, isPartial: boolean) {
  const { c, region, project } = call;
  const key = find(call);
  updateSecretKey(region, project, key, await readBody(c), { isPartial });
  return c.json(present(region, key));
}

function roll(call: ProjectCall) {
  const { key, value } = rollSecretKey(call.region, find(call));
  return call.c.json(present(call.region, key, value));
}

function destroy(call: ProjectCall) {
  deleteSecretKey(call.region, find(call));
  return call.c.body(null, 204);
}

const find = ({ c, region, project }: ProjectCall) => requireSecretKey(region, project, c.req.param("id"));

function present(region: Region, key: ProjectSecretKey, value: string | null = null) {
  const describe = region.settings.switches.secretKeysDescribeCreator ? presentCreator : presentCreatorId;
  return {
    id: key.id,
    label: key.label,
    value,
    mask_value: key.mask,
    created_at: restTimestamp(key.createdAt),
    created_by: describe(region, key.createdBy),
    last_used_at: key.lastUsedAt === null ? null : restTimestamp(key.lastUsedAt),
    last_rolled_at: key.lastRolledAt === null ? null : restTimestamp(key.lastRolledAt),
    scopes: key.scopes,
  };
}
