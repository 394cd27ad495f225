import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { findProjectByToken } from "../core/directory";
import type { Region } from "../core/region";
import { isOnFor, listFeatureFlags } from "../flags/feature-flags";
import type { SandboxEnv } from "../http/env";
import type { FeatureFlag } from "../store/flags";
import { readPayload } from "./payload";
import { projectConfig } from "./remote-config";

const flagRequest = z.object({
  token: z.string().optional(),
  $token: z.string().optional(),
  api_key: z.string().optional(),
  distinct_id: z.unknown().optional(),
});

/** Evaluates feature flags for one distinct id. */
export function flagRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.get("/flags", (c) => c.json(answer(region, readFormat(c), [])));
  app.get("/flags/", (c) => c.json(answer(region, readFormat(c), [])));
  app.on("POST", ["/flags", "/flags/", "/decide", "/decide/"], async (c) => {
    const request = flagRequest.safeParse(parse(await readPayload(c)));
    if (!request.success) return c.text(`Failed to parse request: ${MESSAGES.format}`, 400);
    const { token, $token, api_key, distinct_id } = request.data;
    const sent = token ?? $token ?? api_key;
    if (sent === undefined || sent === "") return c.text(MESSAGES.noToken, 401);
    const project = findProjectByToken(region, sent);
    if (!project) return c.text(MESSAGES.wrongToken, 401);
    if (distinct_id === undefined || distinct_id === null) return c.text(MESSAGES.noDistinctId, 400);
    const evaluations = listFeatureFlags(region, project).map((flag) => ({
      flag,
      isOn: isOnFor(flag, String(distinct_id)),
    }));
    const body = answer(region, readFormat(c), evaluations);
    return c.json(wantsConfig(c) ? { ...projectConfig(region, project), ...body } : body);
  });
  return app;
}

const MESSAGES = {
  format: "Please ensure your request is properly formatted and all required fields are present.",
  noToken: "No API token provided. Please include a valid API token in your request.",
  wrongToken: "The provided API key is invalid or has expired. Please check your API key and try again.",
  noDistinctId: "The distinct_id field is missing from the request. Please include a valid identifier.",
} as const;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Format = "names" | "values" | "legacy" | "details";

/** The response format has several versions, which `/decide` and `/flags` number differently. */
function readFormat(c: Context): Format {
  const { v, config } = c.req.query();
  const version = Number(v ?? 1) || 1;
  if (c.req.path.startsWith("/decide")) {
    if (version >= 4) return "details";
    return version === 3 ? "legacy" : version === 2 ? "values" : "names";
  }
  const isBare = v === undefined && config === undefined && c.req.method === "POST";
  return version >= 2 || isBare ? "details" : "legacy";
}

function wantsConfig(c: Context): boolean {
  const { v, config } = c.req.query();
  if (config !== undefined) return config === "true" || config === "1";
  return v === undefined || c.req.path.startsWith("/decide");
}

interface Evaluation {
  flag: FeatureFlag;
  isOn: boolean;
}

function answer(region: Region, format: Format, evaluations: Evaluation[]) {
  const common = { requestId: randomUUID(), evaluatedAt: region.clock.now() };
  const on = evaluations.filter(({ isOn }) => isOn).map(({ flag }) => flag);
  switch (format) {
    case "names":
      return { featureFlags: on.map(({ key }) => key), ...common };
    case "values":
      return { featureFlags: Object.fromEntries(on.map(({ key }) => [key, true])), ...common };
    case "legacy":
      return {
        errorsWhileComputingFlags: false,
        featureFlags: Object.fromEntries(evaluations.map(({ flag, isOn }) => [flag.key, isOn])),
        featureFlagPayloads: Object.fromEntries(
          on.flatMap(({ key, payload }) => (payload === null ? [] : [[key, payload]])),
        ),
        ...common,
      };
    case "details":
      return {
        errorsWhileComputingFlags: false,
        flags: Object.fromEntries(
          evaluations.map((evaluation) => [evaluation.flag.key, describe(evaluation)]),
        ),
        ...common,
      };
  }
}

function describe({ flag, isOn }: Evaluation) {
  return {
    key: flag.key,
    enabled: isOn,
    variant: null,
    reason: isOn
      ? { code: "condition_match", condition_index: 0, description: "Matched condition set 1" }
      : { code: "out_of_rollout_bound", condition_index: 0, description: "Out of rollout bound" },
    metadata: { id: flag.id, version: 1, payload: isOn ? flag.payload : null, description: null },
  };
}
