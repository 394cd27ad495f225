import { randomUUID } from "node:crypto";
import { z } from "zod";
import { brand } from "@/lib/platform/brand";
import { query } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { allowLinks } from "./events";
import { type Choice, type Guide, keepGuide } from "./guide";
import { refuse } from "./messages";
import { callersOf, createAccounts, createAddress, hasOperator, PERSONAS } from "./personas";
import { controlSandbox, readProfile } from "./sandbox-control";
import { endSigning, isConfiguredToSign } from "./signing";
import { goTogether, type Setting, stepsOf } from "./steps";

/** @throws {PostHogError} `network` when no sandbox answers. */
export async function readSetting(): Promise<Setting> {
  return { profile: await readProfile(), signs: isConfiguredToSign(), hasOperator: hasOperator() };
}

/**
 * Sets up a story: a clean sandbox that knows it, and a persona with nothing counted yet against the limits of this app
 * and PostHog.
 * @throws {AppError} `story_impossible`.
 * @throws {PostHogError} `network`.
 */
export async function tell(choice: Choice): Promise<void> {
  const { persona, event } = choice;
  const setting = await readSetting();
  if (!goTogether(persona, event, setting)) throw refuse("story_impossible");
  const guide: Guide = { ...choice, id: randomUUID(), email: createAddress(persona) };
  endSigning();
  await controlSandbox("PUT", "story", {
    id: guide.id,
    name: PERSONAS[persona].name,
    email: guide.email,
    callers: callersOf(persona),
    app_name: brand.name,
    app_url: env().appUrl,
    steps: stepsOf(persona, event, setting),
  });
  await createAccounts(persona, guide.email);
  await forgetLimits(guide.email);
  await allowLinks(true);
  await keepGuide(guide);
}

/** Most personas get a fresh address for each story; the operator has used hers before. */
async function forgetLimits(email: string): Promise<void> {
  await query(
    z.unknown(),
    `DELETE FROM "RateLimit" USING "User" WHERE "email" = $1 AND "key" LIKE '%-user:' || "User"."id"`,
    [email],
  );
}
