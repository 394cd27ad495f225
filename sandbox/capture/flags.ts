import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { SandboxEnv } from "../http/app";
import type { Region } from "../region";
import { readPayload } from "./payload";
import { findProjectByToken } from "./recent";
import { projectConfig } from "./remote-config";

const flagRequest = z.object({
  token: z.string().optional(),
  $token: z.string().optional(),
  api_key: z.string().optional(),
  distinct_id: z.unknown().optional(),
});

/** Feature flags, as a project without any answers. */
export function flagRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.get("/flags", (c) => c.json(answer(region, wantedShape(c))));
  app.get("/flags/", (c) => c.json(answer(region, wantedShape(c))));
  app.on("POST", ["/flags", "/flags/", "/decide", "/decide/"], async (c) => {
    const request = flagRequest.safeParse(parse(await readPayload(c)));
    if (!request.success) return c.text(`Failed to parse request: ${HINTS.shape}`, 400);
    const { token, $token, api_key, distinct_id } = request.data;
    const sent = token ?? $token ?? api_key;
    if (sent === undefined || sent === "") return c.text(HINTS.noToken, 401);
    const project = findProjectByToken(region, sent);
    if (!project) return c.text(HINTS.wrongToken, 401);
    if (distinct_id === undefined || distinct_id === null) return c.text(HINTS.noDistinctId, 400);
    const body = answer(region, wantedShape(c));
    return c.json(wantsConfig(c) ? { ...projectConfig(project), ...body } : body);
  });
  return app;
}

const HINTS = {
  shape: "Please ensure your request is properly formatted and all required fields are present.",
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

type Shape = "names" | "values" | "legacy" | "details";

/** The answer grew over the years: `/decide` and `/flags` count its versions differently. */
function wantedShape(c: Context): Shape {
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

function answer(region: Region, shape: Shape) {
  const common = { requestId: randomUUID(), evaluatedAt: region.clock.now() };
  switch (shape) {
    case "names":
      return { featureFlags: [], ...common };
    case "values":
      return { featureFlags: {}, ...common };
    case "legacy":
      return { errorsWhileComputingFlags: false, featureFlags: {}, featureFlagPayloads: {}, ...common };
    case "details":
      return { errorsWhileComputingFlags: false, flags: {}, ...common };
  }
}
