import { cookies } from "next/headers";
import { z } from "zod";
import { hostCookie } from "@/lib/platform/cookies";
import { env } from "@/lib/platform/env";
import { eventSchema } from "./events";
import { personaSchema } from "./personas";

const COOKIE = "demo";
const CHOICE_SECONDS = 30 * 86_400;

const choiceSchema = z.object({ persona: personaSchema, event: eventSchema });

/** `email` is the address that the persona signs in with. */
const guideSchema = choiceSchema.extend({ id: z.string().min(1), email: z.email() });

/** The chosen persona and event. */
export type Choice = z.infer<typeof choiceSchema>;

/** The story that this browser is in. */
export type Guide = z.infer<typeof guideSchema>;

/** The last choice in this browser, even after its story has ended. */
export async function readChoice(): Promise<Choice | null> {
  return choiceSchema.safeParse(await readCookie()).data ?? null;
}

/** Null when PostHog is not the sandbox, or no story has begun. */
export async function readGuide(): Promise<Guide | null> {
  return guideSchema.safeParse(await readCookie()).data ?? null;
}

async function readCookie(): Promise<Record<string, string>> {
  const kept = env().sandbox ? (await cookies()).get(hostCookie(COOKIE).name)?.value : undefined;
  return Object.fromEntries(new URLSearchParams(kept));
}

/** Begins a story in this browser. It ends with the browser session at the latest. For actions only. */
export const keepGuide = (guide: Guide): Promise<void> => keep(guide);

/** Ends the story in this browser, and keeps the choice. For actions only. */
export const keepChoice = ({ persona, event }: Choice): Promise<void> =>
  keep({ persona, event }, { maxAge: CHOICE_SECONDS });

async function keep(kept: Guide | Choice, lifetime: { maxAge?: number } = {}): Promise<void> {
  const { name, options } = hostCookie(COOKIE);
  (await cookies()).set(name, new URLSearchParams({ ...kept }).toString(), { ...options, ...lifetime });
}
