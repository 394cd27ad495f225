import type { Context, Handler } from "hono";
import type { SandboxEnv } from "../http/env";
import { answerRefusal, type Envelope, Refusal } from "../http/refusal";
import type { Charge } from "./rate-limits";

/** Refusals that cost the partner nothing, because no work was done. */
const DID_NO_WORK = new Set([
  "forbidden",
  "unauthorized",
  "no_team",
  "team_not_found",
  "grant_not_found",
  "deep_links_not_enabled",
  "wizard_unavailable",
]);

const didNoWork = (code: string) => code.startsWith("invalid_") || DID_NO_WORK.has(code);

/** What a handler gets to note what its call has cost. */
export interface Meter {
  charge?: Charge;
}

/** Turns a handler's refusals into the envelope of its family and settles the bill. */
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
    if (!(error instanceof Refusal)) throw error;
    if (didNoWork(error.code)) meter.charge?.refund();
    return answerRefusal(c, error, envelope);
  }
}
