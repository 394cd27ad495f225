import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { sealData, unsealData } from "iron-session";
import { z } from "zod";
import { type Flow, ORIGIN } from "./posthog.ts";

const password = process.env.AUTH_SECRET ?? "";
// Lax, because PostHog sends the browser back from another site.
const options = { httpOnly: true, sameSite: "Lax", path: "/", secure: ORIGIN.startsWith("https:") } as const;

const flowSchema = z.object({ member: z.string(), state: z.string(), codeVerifier: z.string() });

/** Signs this browser in. A real app verifies the address first; here, typing it is enough. */
export async function signIn(c: Context, member: string): Promise<void> {
  setCookie(c, "member", await sealData({ member }, { password }), options);
}

/** The signed-in member of a request. */
export const memberOf = async (c: Context): Promise<string | undefined> =>
  z.object({ member: z.string() }).safeParse(await open(c, "member")).data?.member;

/** Binds a consent to this browser: one cookie per flow, so that two tabs do not interfere. */
export async function startFlow(c: Context, flow: Flow): Promise<void> {
  const sealed = await sealData(flow, { password, ttl: 600 });
  setCookie(c, flowCookie(flow.state), sealed, { ...options, maxAge: 600 });
}

/** Ends the flow that this browser started with `state`. Each flow can be finished only once. */
export async function endFlow(c: Context, state: string): Promise<Flow | undefined> {
  const flow = flowSchema.safeParse(await open(c, flowCookie(state))).data;
  deleteCookie(c, flowCookie(state), options);
  return flow?.state === state ? flow : undefined;
}

const open = (c: Context, name: string): Promise<unknown> =>
  unsealData(getCookie(c, name) ?? "", { password });

const flowCookie = (state: string): string => `posthog_flow_${state.slice(0, 16).replace(/\W/g, "_")}`;
