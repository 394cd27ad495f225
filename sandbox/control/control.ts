import type { Context, MiddlewareHandler } from "hono";
import type { z } from "zod";
import type { SandboxEnv } from "../http/env";

/** An error of the control API. The message is the response's `error`. */
export class ControlError extends Error {
  constructor(
    readonly status: 400 | 403 | 404 | 409,
    message: string,
  ) {
    super(message);
  }
}

export function notFound(what: string): never {
  throw new ControlError(404, `Unknown ${what}.`);
}

/** Reads a JSON body. An empty one counts as `{}`. */
export async function readControl<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  const text = await c.req.text();
  const parsed = schema.safeParse(parse(text));
  if (!parsed.success) throw new ControlError(400, explain(parsed.error));
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw new ControlError(400, "The body is not JSON.");
  }
}

function explain(error: z.ZodError): string {
  return error.issues
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join(".")}: ${issue.message}` : issue.message))
    .join("; ");
}

export function answerControlError(error: Error, c: Context): Response {
  if (error instanceof ControlError) return c.json({ error: error.message }, error.status);
  throw error;
}

/** The control API has no authentication, so requests from pages of other origins are refused. */
export const refuseOtherSites: MiddlewareHandler<SandboxEnv> = async (c, next) => {
  const origin = c.req.header("origin");
  if (origin && origin !== "null" && URL.canParse(origin) && new URL(origin).host === c.req.header("host"))
    return next();
  if (origin) throw new ControlError(403, "The control API refuses requests from pages of other origins.");
  return next();
};
