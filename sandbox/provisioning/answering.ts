import type { Context, Handler } from "hono";
import type { SandboxEnv } from "../http/env";
import { ApiError, answerError } from "../http/errors";
import { answerRefusal, type Envelope, Refusal } from "../http/refusal";
import type { Charge } from "./rate-limits";

/** Errors that do not count toward the rate limit, besides `invalid_*`. */
const REFUNDED_CODES = new Set([
  "forbidden",
  "unauthorized",
  "no_team",
  "team_not_found",
  "grant_not_found",
  "deep_links_not_enabled",
  "wizard_unavailable",
]);

const isRefunded = (code: string) => code.startsWith("invalid_") || REFUNDED_CODES.has(code);

/** Where a handler records the rate-limit charge of its request. */
export interface Meter {
  charge?: Charge;
}

/** Formats a handler's refusals with an envelope, refunds them where due, and adds the rate-limit headers. */
export function answering(
  envelope: Envelope,
  handler: (c: Context<SandboxEnv>, meter: Meter) => Promise<Response>,
): Handler<SandboxEnv> {
  return async (c) => {
    const meter: Meter = {};
    const response = await answer(c, envelope, handler, meter);
    for (const [name, value] of Object.entries(meter.charge?.headers() ?? {}))
      response.headers.set(name, value);
    return response;
  };
}

async function answer(
  c: Context<SandboxEnv>,
  envelope: Envelope,
  handler: (c: Context<SandboxEnv>, meter: Meter) => Promise<Response>,
  meter: Meter,
): Promise<Response> {
  try {
    return await handler(c, meter);
  } catch (error) {
    // Answered here, because the framework's errors carry the rate-limit headers too.
    if (error instanceof ApiError) return answerError(error, c);
    if (!(error instanceof Refusal)) throw error;
    if (isRefunded(error.code)) meter.charge?.refund();
    return answerRefusal(c, error, envelope);
  }
}
