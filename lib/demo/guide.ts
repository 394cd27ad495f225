import { cookies } from "next/headers";
import { z } from "zod";
import { env } from "../env";
import { type Mishap, mishapSchema } from "./mishaps";
import { type Persona, personaSchema } from "./personas";

const COOKIE = "demo";

/** The demonstration that is under way in this browser. */
export interface Guide {
  readonly persona: Persona;
  readonly mishap: Mishap;
  /** With which the persona signs in. */
  readonly email: string;
}

const guideSchema = z.object({ persona: personaSchema, mishap: mishapSchema, email: z.email() });

/** Null where PostHog is no sandbox, or nobody has begun a demonstration. */
export async function readGuide(): Promise<Guide | null> {
  const kept = env().sandbox ? (await cookies()).get(COOKIE)?.value : undefined;
  if (!kept) return null;
  return guideSchema.safeParse(Object.fromEntries(new URLSearchParams(kept))).data ?? null;
}

/** Begins a demonstration in this browser, or ends it. For actions. */
export async function keepGuide(guide: Guide | null): Promise<void> {
  const options = { path: "/", httpOnly: true, sameSite: "lax" } as const;
  (await cookies()).set(
    COOKIE,
    guide ? new URLSearchParams({ ...guide }).toString() : "",
    guide ? options : { ...options, maxAge: 0 },
  );
}
