"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { refuse } from "@/lib/auth/messages";
import { endSession } from "@/lib/auth/provider";
import { attempt } from "@/lib/connection/attempt";
import { type ActionState, formOf } from "@/lib/platform/action-state";
import { env } from "@/lib/platform/env";
import { keepGuide, readGuide } from "./guide";
import { createPersona, personaSchema } from "./personas";
import { clearScenarios, SCENARIOS, scenarioSchema } from "./scenarios";

const storySchema = z.object({ persona: personaSchema, scenario: scenarioSchema });

// No one is signed in here, and only the sandbox is changed; the proxy checks the origin.
function requireSandbox(): void {
  if (!env().sandbox) notFound();
}

/** Sets the stage for a story, and lets its persona sign in. */
export async function beginDemo(_previous: ActionState, form: FormData): Promise<ActionState> {
  requireSandbox();
  const result = await attempt("begin_demo", async () => {
    const story = storySchema.safeParse(Object.fromEntries(formOf(form)));
    if (!story.success) throw refuse("invalid_input");
    await clearScenarios();
    await keepGuide({ ...story.data, email: await createPersona(story.data.persona) });
  });
  if (!result.ok) return result;
  await endSession();
  redirect("/sign-in");
}

/** Lets the scenario of the story happen. */
export async function runScenario(): Promise<ActionState> {
  requireSandbox();
  return attempt("run_scenario", async () => {
    const guide = await readGuide();
    if (guide) await SCENARIOS[guide.scenario].happen?.();
    return undefined;
  });
}

export async function endDemo(): Promise<ActionState> {
  requireSandbox();
  const result = await attempt("end_demo", async () => {
    await clearScenarios();
    return undefined;
  });
  await keepGuide(null);
  return result.ok ? redirect("/demo") : result;
}
