import { cookies } from "next/headers";
import { z } from "zod";
import { hostCookie } from "@/lib/platform/cookies";
import { env } from "@/lib/platform/env";
import { eventSchema } from "./events";
import { personaSchema } from "./personas";

const COOKIE = "demo";
const CHOICE_SECONDS = 30 * 86_400;

const choiceSchema = z.object({ persona: personaSchema, event: eventSchema });

/** The persona signs in with the address. */
const guideSchema = choiceSchema.extend({ id: z.string().min(1), email: z.email() });

/** What was chosen. */
export type Choice = z.infer<typeof choiceSchema>;

/** The story that this browser is in. */
export type Guide = z.infer<typeof guideSchema>;

/** What this browser chose last, also after the story has ended. */
export async function readChoice(): Promise<Choice | null> {
  return choiceSchema.safeParse(await readCookie()).data ?? null;
}

/** Null where PostHog is no sandbox, or no story has begun. */
export async function readGuide(): Promise<Guide | null> {
  return guideSchema.safeParse(await readCookie()).data ?? null;
}

async function readCookie(): Promise<Record<string, string>> {
  const kept = env().sandbox ? (await cookies()).get(hostCookie(COOKIE).name)?.value : undefined;
  return Object.fromEntries(new URLSearchParams(kept));
}

/** Begins a story in this browser, which ends with the browser at the latest. For actions. */
export const keepGuide = (guide: Guide): Promise<void> => keep(guide);

/** Ends the story in this browser, and keeps what was chosen. For actions. */
export const keepChoice = ({ persona, event }: Choice): Promise<void> =>
  keep({ persona, event }, { maxAge: CHOICE_SECONDS });

async function keep(kept: Guide | Choice, lifetime: { maxAge?: number } = {}): Promise<void> {
  const { name, options } = hostCookie(COOKIE);
  (await cookies()).set(name, new URLSearchParams({ ...kept }).toString(), { ...options, ...lifetime });
}
