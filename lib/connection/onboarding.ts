import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "../db";
import { AppError } from "../failure";
import type { OnboardingStep } from "../generated/prisma/client";
import { requestedScopes } from "../partner/client-metadata";
import { registerOnce } from "../partner/registration";
import type { AccountRequest } from "../posthog/account-requests";
import { PostHogError } from "../posthog/errors";
import type { Region } from "../posthog/regions";
import { createPkcePair } from "../posthog/tokens";
import { posthog } from "../posthog-client";
import { FLOW_LIFETIME_SECONDS } from "./flow-cookie";
import { provision, saveGrant } from "./provisioning";

const REGISTRATION_PATIENCE_MS = 60_000;
const LONGEST_PAUSE_SECONDS = 15;

export interface Applicant {
  readonly id: string;
  /** Verified by whoever signed the user in: PostHog makes accounts for it. */
  readonly email: string;
  readonly name: string | null;
}

export interface Wishes {
  readonly region: Region;
  readonly organizationName?: string;
  readonly projectName?: string;
}

export type OnboardingOutcome =
  | { readonly type: "connected" }
  | {
      readonly type: "consent";
      /** PostHog's consent page, for this browser. */
      readonly url: string;
      readonly state: string;
      readonly codeVerifier: string;
      readonly onboardingId: string;
    };

/**
 * Connects a user: to the end when their e-mail address is new to PostHog, up to the consent page when not.
 * @throws {PostHogError} `still_registering` when PostHog has not read our metadata document within a minute.
 */
export async function startOnboarding(user: Applicant, wishes: Wishes): Promise<OnboardingOutcome> {
  const onboarding = await db().onboarding.create({
    data: {
      userId: user.id,
      region: wishes.region,
      expiresAt: new Date(Date.now() + FLOW_LIFETIME_SECONDS * 1000),
    },
    select: { id: true },
  });
  const { codeVerifier, codeChallenge } = await createPkcePair();
  const answer = await requestRegisteredAccount(onboarding.id, {
    id: onboarding.id,
    email: user.email,
    name: user.name || undefined,
    region: wishes.region,
    scopes: requestedScopes,
    codeChallenge,
    organizationName: wishes.organizationName,
  });
  if (answer.type === "requires_auth") {
    await db().onboarding.update({
      where: { id: onboarding.id },
      data: { step: "CONSENT", stateHash: hashState(answer.state) },
    });
    return { ...answer, type: "consent", codeVerifier, onboardingId: onboarding.id };
  }
  await exchangeAndProvision(user.id, {
    ...wishes,
    onboardingId: onboarding.id,
    code: answer.code,
    codeVerifier,
  });
  return { type: "connected" };
}

/**
 * Finishes a consent flow, once: a second callback with the same state finds nothing.
 * @throws {AppError} `flow_expired` when the flow is over, spent, or of another user.
 */
export async function finishOnboarding(
  userId: string,
  callback: { onboardingId: string; state: string; code: string; codeVerifier: string },
): Promise<void> {
  const [onboarding] = await db().onboarding.updateManyAndReturn({
    where: {
      id: callback.onboardingId,
      userId,
      stateHash: hashState(callback.state),
      expiresAt: { gt: new Date() },
    },
    data: { stateHash: null },
    select: { region: true },
  });
  if (!onboarding) throw new AppError("flow_expired");
  await exchangeAndProvision(userId, { ...callback, region: onboarding.region });
}

/** How far the user's onboarding under way has come, for the progress display. */
export async function findOnboardingStep(userId: string): Promise<OnboardingStep | null> {
  const latest = await db().onboarding.findFirst({
    where: { userId, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
    select: { step: true },
  });
  return latest?.step ?? null;
}

async function exchangeAndProvision(
  userId: string,
  grant: { onboardingId: string; region: Region; code: string; codeVerifier: string; projectName?: string },
): Promise<void> {
  await moveTo(grant.onboardingId, "TOKENS");
  const { tokens, teams } = await posthog().exchangeCode(grant);
  await saveGrant(userId, { region: grant.region, tokens, teams, scopes: requestedScopes });
  await moveTo(grant.onboardingId, "PROJECT");
  await provision(userId, grant.projectName);
  await db().onboarding.deleteMany({
    where: { OR: [{ id: grant.onboardingId }, { expiresAt: { lt: new Date() } }] },
  });
}

/**
 * Asks for the account, waiting while PostHog registers this client and registering it where PostHog wants to
 * be asked. Every try repeats the same request id and PKCE challenge: it is one request, made patiently.
 */
async function requestRegisteredAccount(onboardingId: string, request: AccountRequest) {
  const giveUpAt = Date.now() + REGISTRATION_PATIENCE_MS;
  let registered = false;
  while (Date.now() < giveUpAt) {
    try {
      const answer = await posthog().requestAccount(request);
      if (answer.type !== "registering") {
        await moveTo(onboardingId, "ACCOUNT");
        return answer;
      }
      await sleep(Math.min(answer.retryAfterSeconds, LONGEST_PAUSE_SECONDS) * 1000);
    } catch (error) {
      const unregistered = error instanceof PostHogError && error.code === "client_not_registered";
      if (!unregistered || registered) throw error;
      await registerOnce(request.region);
      registered = true;
    }
  }
  throw new PostHogError("still_registering");
}

async function moveTo(id: string, step: OnboardingStep): Promise<void> {
  await db().onboarding.updateMany({ where: { id }, data: { step } });
}

// A hash, because whoever reads the database must not be able to finish somebody's flow.
const hashState = (state: string): string => createHash("sha256").update(state).digest("base64url");
