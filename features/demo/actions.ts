"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { refuse as refuseInput } from "@/lib/auth/messages";
import { endSession } from "@/lib/auth/provider";
import { attempt } from "@/lib/connection/attempt";
import { type ActionState, formOf } from "@/lib/platform/action-state";
import { env } from "@/lib/platform/env";
import { beginAction } from "@/lib/platform/request";
import { cause, EVENTS, eventSchema } from "./events";
import { type Guide, keepChoice, readGuide } from "./guide";
import { refuse } from "./messages";
import { personaSchema } from "./personas";
import { controlSandbox, readProgress } from "./sandbox-control";
import { endSigning } from "./signing";
import { tell } from "./story";

const choiceSchema = z.object({ persona: personaSchema, event: eventSchema });

// These actions need no signed-in user: they change only the sandbox, and the proxy checks the origin.
function requireSandbox(): void {
  beginAction();
  if (!env().sandbox) notFound();
}

/** Sets up a story, and leads to the sign-in page for its persona. */
export async function beginDemo(_previous: ActionState, form: FormData): Promise<ActionState> {
  requireSandbox();
  const result = await attempt("begin_demo", async () => {
    const choice = choiceSchema.safeParse(Object.fromEntries(formOf(form)));
    if (!choice.success) throw refuseInput("invalid_input");
    await tell(choice.data);
  });
  return result.ok ? signIn() : result;
}

/** Starts the same story again. */
export async function restartDemo(): Promise<ActionState> {
  requireSandbox();
  const result = await attempt("restart_demo", async () => tell(await requireGuide()));
  return result.ok ? signIn() : result;
}

/** Triggers the event that the story is about. */
export async function causeEvent(): Promise<ActionState> {
  requireSandbox();
  return attempt("cause_event", async () => {
    const guide = await requireGuide();
    const story = await readProgress();
    if (story?.id !== guide.id) throw refuse("story_over");
    const plan = EVENTS[guide.event];
    if (plan.cause) await cause(plan.cause);
    return undefined;
  });
}

export async function endDemo(): Promise<ActionState> {
  requireSandbox();
  const result = await attempt("end_demo", async () => {
    const guide = await requireGuide();
    await keepChoice(guide);
    // Another browser may have begun a story in the meantime.
    if ((await readProgress())?.id !== guide.id) return;
    endSigning();
    await controlSandbox("DELETE", "story");
  });
  return result.ok ? redirect("/demo") : result;
}

async function requireGuide(): Promise<Guide> {
  const guide = await readGuide();
  if (!guide) throw refuse("story_over");
  return guide;
}

async function signIn(): Promise<never> {
  await endSession();
  redirect("/sign-in");
}
