import { cookies } from "next/headers";
import { z } from "zod";
import { hostCookie } from "@/lib/platform/cookies";
import { env } from "@/lib/platform/env";
import { personaSchema } from "./personas";
import { scenarioSchema } from "./scenarios";

const COOKIE = "demo";

/** The persona signs in with the address. */
const guideSchema = z.object({ persona: personaSchema, scenario: scenarioSchema, email: z.email() });

/** The demonstration in this browser. */
export type Guide = z.infer<typeof guideSchema>;

/** Null where PostHog is no sandbox, or no demonstration has begun. */
export async function readGuide(): Promise<Guide | null> {
  const kept = env().sandbox ? (await cookies()).get(hostCookie(COOKIE).name)?.value : undefined;
  if (!kept) return null;
  return guideSchema.safeParse(Object.fromEntries(new URLSearchParams(kept))).data ?? null;
}

/** Begins a demonstration in this browser, or ends it. For actions. */
export async function keepGuide(guide: Guide | null): Promise<void> {
  const kept = guide ? new URLSearchParams(guide).toString() : "";
  const { name, options } = hostCookie(COOKIE);
  (await cookies()).set(name, kept, guide ? options : { ...options, maxAge: 0 });
}
