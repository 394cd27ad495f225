import { createHash } from "node:crypto";
import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import { z } from "zod";
import { expireCookie, hostCookie } from "../platform/cookies";
import { env } from "../platform/env";

/** PostHog forgets a consent that was not given after ten minutes, and so do we. */
export const FLOW_LIFETIME_SECONDS = 600;

const PREFIX = "posthog_flow_";
const MOST_FLOWS = 5;

const flowSchema = z.object({
  onboardingId: z.string(),
  userId: z.string(),
  /** PostHog's own `state`, which comes back with the code: the callback's CSRF token. */
  state: z.string(),
  codeVerifier: z.string(),
  /** PostHog's consent page; absent once it has sent the browser back, because it works once. */
  url: z.string().optional(),
  startedAt: z.number(),
});

export type Flow = z.infer<typeof flowSchema>;

/** Binds a consent flow to this browser: one sealed cookie per flow, so that two tabs do not disturb each other. */
export async function startFlow(flow: Omit<Flow, "startedAt">): Promise<void> {
  await dropOldestFlows(MOST_FLOWS - 1);
  const session = await openFlow(cookieName(flow.state));
  Object.assign(session, { ...flow, startedAt: Date.now() });
  await session.save();
}

/** The flow this browser began under `state`; null when it began none, or too long ago. */
export async function findFlow(state: string): Promise<Flow | null> {
  const flow = await readFlow(cookieName(state));
  return flow?.state === state ? flow : null;
}

/** Records that the consent page has sent the browser back. The flow can still be finished, for as long as it lasts. */
export async function leaveConsentPage(state: string): Promise<void> {
  const session = await openFlow(cookieName(state));
  if (session.state !== state) return;
  delete session.url;
  await session.save();
}

/** Ends a flow. The cookies of other flows stay. */
export async function endFlow(state: string): Promise<void> {
  await expireCookie(cookieName(state));
}

/** Every flow that this browser began and has not ended, newest first. */
export async function listFlows(): Promise<Flow[]> {
  const flows = await Promise.all((await flowNames()).map(readFlow));
  return flows.filter((flow) => flow !== null).sort((a, b) => b.startedAt - a.startedAt);
}

async function flowNames(): Promise<string[]> {
  const beginning = hostCookie(PREFIX).name;
  return (await cookies()).getAll().flatMap(({ name }) => (name.startsWith(beginning) ? [name] : []));
}

async function dropOldestFlows(keep: number): Promise<void> {
  const names = await flowNames();
  const flows = await Promise.all(
    names.map(async (name) => ({ name, startedAt: (await readFlow(name))?.startedAt ?? 0 })),
  );
  const newestFirst = flows.sort((a, b) => b.startedAt - a.startedAt);
  for (const { name } of newestFirst.slice(keep)) await expireCookie(name);
}

async function readFlow(name: string): Promise<Flow | null> {
  const parsed = flowSchema.safeParse({ ...(await openFlow(name)) });
  return parsed.success ? parsed.data : null;
}

const openFlow = async (cookieName: string) =>
  getIronSession<Partial<Flow>>(await cookies(), {
    cookieName,
    password: env().authSecret,
    ttl: FLOW_LIFETIME_SECONDS,
    cookieOptions: hostCookie(PREFIX).options,
  });

const cookieName = (state: string): string =>
  hostCookie(PREFIX + createHash("sha256").update(state).digest("base64url").slice(0, 16)).name;
