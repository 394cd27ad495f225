import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { SandboxEnv } from "./env";
import { isControl } from "./fault-injection";

/**
 * An error in the format of Django REST framework. Routes with another error format (provisioning, token endpoint,
 * consent) use it only for failures that happen before their handler runs.
 */
export class ApiError extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly type: string,
    readonly code: string,
    readonly detail: string,
    readonly attr: string | null = null,
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
  }

  get body(): Record<string, unknown> {
    return { type: this.type, code: this.code, detail: this.detail, attr: this.attr };
  }
}

export const forbidden = (detail: string, code = "permission_denied") =>
  new ApiError(403, "authentication_error", code, detail);
export const serverError = () => new ApiError(500, "server_error", "error", "A server error occurred.");
export const notFound = (detail = "Not found.") => new ApiError(404, "invalid_request", "not_found", detail);

export function methodNotAllowed(c: Context): never {
  throw new ApiError(405, "invalid_request", "method_not_allowed", `Method "${c.req.method}" not allowed.`);
}

/** Unexpected errors are printed to stderr. The client only gets a generic 500. */
export function answerError(error: Error, c: Context<SandboxEnv>): Response {
  const known = error instanceof ApiError ? error : serverError();
  const isAborted = c.env.incoming.destroyed && !c.env.incoming.complete;
  if (known !== error && !isAborted) console.error(error);
  return c.json(known.body, known.status, known.headers);
}

export function answerNotFound(c: Context): Response {
  if (isControl(c.req.path)) return c.json({ error: "Unknown control endpoint." }, 404);
  const { body } = notFound(c.req.path.startsWith("/api/") ? "Endpoint not found." : "Not found.");
  return c.json(body, 404);
}
