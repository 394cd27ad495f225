import { type Handler, Hono } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { methodNotAllowed } from "../http/errors";
import type { FeatureFlag } from "../store/flags";
import { listFeatureFlags, requireFeatureFlag } from "./feature-flags";
import { findReadableProject } from "./reader";

/** Different SDK versions use different paths. */
const DEFINITION_PATHS = [
  "/flags/definitions",
  "/api/feature_flag/local_evaluation",
  "/api/projects/:project/feature_flags/local_evaluation",
  "/api/environments/:project/feature_flags/local_evaluation",
];

const REMOTE_CONFIG_PATHS = [
  "/api/projects/:project/feature_flags/:key/remote_config",
  "/api/environments/:project/feature_flags/:key/remote_config",
];

/** Flag definitions for local evaluation, and remote config. They require a credential that may read flags. */
export function flagRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  get(app, DEFINITION_PATHS, async (c) => {
    const project = await findReadableProject(c, region);
    const flags = listFeatureFlags(region, project).map(presentDefinition);
    return c.json({ flags, group_type_mapping: {}, cohorts: {} });
  });
  get(app, REMOTE_CONFIG_PATHS, async (c) => {
    const project = await findReadableProject(c, region);
    return c.json(requireFeatureFlag(region, project, c.req.param("key")).payload);
  });
  return app;
}

function get(app: Hono<SandboxEnv>, paths: string[], handler: Handler<SandboxEnv>): void {
  for (const path of paths.flatMap((path) => [path, `${path}/`]))
    app.get(path, handler).all(methodNotAllowed);
}

function presentDefinition(flag: FeatureFlag) {
  return {
    id: flag.id,
    team_id: flag.projectId,
    name: "",
    key: flag.key,
    filters: {
      groups: [{ properties: [], rollout_percentage: flag.rolloutPercentage, variant: null }],
      payloads: flag.payload === null ? {} : { true: flag.payload },
      multivariate: null,
    },
    deleted: false,
    active: flag.active,
    ensure_experience_continuity: false,
    has_encrypted_payloads: false,
    version: 1,
  };
}
