"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import type { ActionState } from "@/lib/auth/action";
import { endSession } from "@/lib/auth/session";
import { keepGuide, readGuide } from "@/lib/demo/guide";
import { clearMishaps, MISHAPS, mishapSchema } from "@/lib/demo/mishaps";
import { bringToLife, personaSchema } from "@/lib/demo/personas";
import { env } from "@/lib/env";
import { AppError, attempt } from "@/lib/failure";

const storySchema = z.object({ persona: personaSchema, mishap: mishapSchema });

// Nobody is signed in here, and nothing of anybody's is touched but the sandbox; the proxy checks the origin.
function requireSandbox(): void {
  if (!env().sandbox) notFound();
}

/** Sets the stage for a story, and lets its persona sign in. */
export async function beginDemo(_previous: ActionState, form: FormData): Promise<ActionState> {
  requireSandbox();
  const result = await attempt("begin the demonstration", async () => {
    const story = storySchema.safeParse(Object.fromEntries(form));
    if (!story.success) throw new AppError("invalid_input");
    await clearMishaps();
    await keepGuide({ ...story.data, email: await bringToLife(story.data.persona) });
  });
  if (!result.ok) return result;
  await endSession();
  redirect("/sign-in");
}

/** Lets the mishap of the story happen. */
export async function letItHappen(): Promise<ActionState> {
  requireSandbox();
  return attempt("let a mishap happen", async () => {
    const guide = await readGuide();
    if (guide) await MISHAPS[guide.mishap].happen?.();
    return undefined;
  });
}

export async function endDemo(): Promise<ActionState> {
  requireSandbox();
  const result = await attempt("end the demonstration", async () => {
    await clearMishaps();
    return undefined;
  });
  await keepGuide(null);
  return result.ok ? redirect("/demo") : result;
}
