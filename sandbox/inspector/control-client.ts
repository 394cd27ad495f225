import type { Hono } from "hono";
import { z } from "zod";
import type { SandboxEnv } from "../http/env";
import type { ControlCall } from "./actions";

export type ControlAnswer = { isDone: true; body: unknown } | { isDone: false; problem: string };

const problemSchema = z.object({ error: z.string() });

/** Sends a request to the control API, so that the forms share its validation and error messages. */
export async function callControl(control: Hono<SandboxEnv>, call: ControlCall): Promise<ControlAnswer> {
  const init = call.body === undefined ? {} : { body: JSON.stringify(call.body) };
  const response = await control.request(`/_sandbox${call.path}`, { method: call.method, ...init });
  const text = await response.text();
  const body: unknown = text.startsWith("{") ? JSON.parse(text) : undefined;
  if (response.ok) return { isDone: true, body };
  return {
    isDone: false,
    problem: problemSchema.safeParse(body).data?.error ?? "The sandbox refused the request.",
  };
}
