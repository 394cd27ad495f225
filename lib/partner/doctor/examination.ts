import { env } from "../../env";
import { PostHogError } from "../../posthog/errors";
import type { ClientLimits } from "../../posthog/limits";
import { type Region, regionSchema } from "../../posthog/regions";
import { posthog } from "../../posthog-client";
import { isConfidential } from "../client-authentication";
import { checkConfiguration } from "./configuration";
import { checkDatabase } from "./database";
import { checkDeepLinks } from "./deep-links";
import { checkDocument } from "./document";
import { type Finding, unproved } from "./finding";
import { checkKeys } from "./keys";
import { checkPages } from "./pages";
import { checkClock, checkReachable, checkRegistration } from "./region";
import { checkVerification } from "./verification";

const isFailed = ({ verdict }: Finding): boolean => verdict === "failed";

/**
 * Looks at everything on which this integration depends, from the inside out. What could only fail because of
 * something that failed before is not looked at, so that each fault is told once.
 * @param email Whose connection may be used to prove that links are granted.
 */
export async function* examine(email?: string): AsyncGenerator<Finding> {
  const configuration = checkConfiguration();
  yield* configuration;
  if (configuration.some(isFailed)) return;
  const database = await checkDatabase();
  yield database;
  const { findings, document } = await checkDocument();
  yield* findings;
  const keys = document ? await checkKeys() : unproved("Keys", "The document comes first.");
  yield keys;
  yield* await checkPages();
  let isClockChecked = false;
  let limitsAtHome: ClientLimits | null = null;
  for (const region of regionSchema.options) {
    const { finding, answer } = await checkReachable(region);
    yield finding;
    if (!answer) continue;
    if (!isClockChecked) yield checkClock(answer);
    isClockChecked = true;
    if (!document || isFailed(keys)) {
      yield unproved(`Registration in ${region}`, "The document and its keys come first.");
      continue;
    }
    const registration = await checkRegistration(region);
    yield* registration.findings;
    const { clientType } = registration;
    if (!clientType) continue;
    const limits = await findLimits(region);
    if (region === env().partner?.region) limitsAtHome = limits;
    const connected = database.verdict === "passed" ? email : undefined;
    yield await checkDeepLinks(region, { clientType, limits }, connected);
  }
  const token = document?.["com.posthog"].verification_token ?? document?.posthog_verification_token;
  if (document) yield* await checkVerification(token, limitsAtHome);
}

/** What a client that signs is told of its limits; null where it is told nothing. */
async function findLimits(region: Region): Promise<ClientLimits | null> {
  if (!isConfidential()) return null;
  try {
    return await posthog().readLimits({ region });
  } catch (error) {
    if (error instanceof PostHogError) return null;
    throw error;
  }
}
