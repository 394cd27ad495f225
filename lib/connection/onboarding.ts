import { createHash } from "node:crypto";
import { posthog } from "../identity/client";
import { registerOnce } from "../identity/registration";
import { db } from "../platform/db";
import type { OnboardingStep } from "../platform/generated/prisma/client";
import type { Prunable } from "../platform/pruning";
import type { Region } from "../posthog/regions";
import { requestRegisteredAccount } from "../posthog/registered-account";
import { createPkcePair, exchangeCode } from "../posthog/tokens";
import type { ConnectionOwner } from "../tokens/owner";
import { FLOW_LIFETIME_SECONDS } from "./flow-cookie";
import { exchangeAndSave } from "./keeping";
import { refuse } from "./messages";
import { settleOwnProject } from "./own-project";
import { type ProjectHooks, provision, saveGrant } from "./provisioning";
import { cancelRemovals } from "./removal";
import { learnGrantedScopes, requestedScopes } from "./scopes";

/** The person who connects. */
export interface OnboardedUser {
  /** Verified by the sign-in provider: PostHog makes accounts for it. */
  readonly email: string;
  readonly name: string | null;
}

export interface OnboardingOptions {
  readonly region: Region;
  readonly organizationName?: string | undefined;
  readonly projectName?: string | undefined;
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
 * Connects a person: completely when their e-mail address is new to PostHog, up to the consent page when not.
 * @throws {PostHogError} `still_registering` when PostHog has not read our metadata document within a minute.
 */
export async function startOnboarding(
  owner: ConnectionOwner,
  user: OnboardedUser,
  options: OnboardingOptions,
  hooks: ProjectHooks,
): Promise<OnboardingOutcome> {
  const { region, organizationName, projectName } = options;
  const onboarding = await db().onboarding.create({
    data: { ...owner, region, expiresAt: new Date(Date.now() + FLOW_LIFETIME_SECONDS * 1000) },
    select: { id: true },
  });
  const { codeVerifier, codeChallenge } = await createPkcePair();
  const account = {
    id: onboarding.id,
    email: user.email,
    ...(user.name ? { name: user.name } : {}),
    region,
    scopes: requestedScopes(hooks.scopes),
    codeChallenge,
    ...(organizationName ? { organizationName } : {}),
  };
  const answer = await requestRegisteredAccount(posthog(), account, () => registerOnce(region));
  await moveTo(onboarding.id, "ACCOUNT");
  if (answer.type === "requires_auth") {
    await db().onboarding.update({
      where: { id: onboarding.id },
      data: { step: "CONSENT", stateHash: hashState(answer.state) },
    });
    return { ...answer, type: "consent", codeVerifier, onboardingId: onboarding.id };
  }
  const grant = { onboardingId: onboarding.id, region, code: answer.code, codeVerifier, projectName };
  await exchangeAndProvision(owner, { ...grant, isAccountNew: true }, hooks);
  return { type: "connected" };
}

/**
 * Finishes a consent flow, once: a second callback with the same state finds nothing.
 * @throws {AppError} `flow_expired` when the flow is over, used, or another person's.
 */
export async function finishOnboarding(
  userId: string,
  callback: { onboardingId: string; state: string; code: string; codeVerifier: string },
  hooks: ProjectHooks,
): Promise<void> {
  const [onboarding] = await db().onboarding.updateManyAndReturn({
    where: {
      id: callback.onboardingId,
      userId,
      stateHash: hashState(callback.state),
      expiresAt: { gt: new Date() },
    },
    data: { stateHash: null },
    select: { region: true, partnerProjectId: true },
  });
  if (!onboarding) throw refuse("flow_expired");
  const { region, partnerProjectId } = onboarding;
  // A removal still under way would take the project from the very tokens that are coming.
  await cancelRemovals(userId);
  await exchangeAndProvision({ userId, partnerProjectId }, { ...callback, region }, hooks);
}

/** How far the owner's current onboarding has come, for the progress display. */
export async function findOnboardingStep(owner: ConnectionOwner): Promise<OnboardingStep | null> {
  const latest = await db().onboarding.findFirst({
    where: { ...owner, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
    select: { step: true },
  });
  return latest?.step ?? null;
}

/** Onboardings that no one has finished. */
export const expiredOnboardings: Prunable = {
  table: "Onboarding",
  key: "id",
  expired: `"expiresAt" < now()`,
};

interface CodeGrant {
  readonly onboardingId: string;
  readonly region: Region;
  readonly code: string;
  readonly codeVerifier: string;
  readonly projectName?: string | undefined;
  readonly isAccountNew?: boolean;
}

async function exchangeAndProvision(
  owner: ConnectionOwner,
  grant: CodeGrant,
  hooks: ProjectHooks,
): Promise<void> {
  await moveTo(grant.onboardingId, "TOKENS");
  const scopes = requestedScopes(hooks.scopes);
  const teams = await exchangeAndSave(async (keep) => {
    const { tokens, teams } = await exchangeCode(posthog(), grant);
    await saveGrant(owner, { region: grant.region, tokens, teams, scopes }, keep);
    return teams;
  });
  await moveTo(grant.onboardingId, "PROJECT");
  await provision(owner, hooks, grant.projectName);
  await settleOwnProject(owner, teams, grant);
  await learnGrantedScopes(owner);
  await db().onboarding.deleteMany({ where: { id: grant.onboardingId } });
}

async function moveTo(id: string, step: OnboardingStep): Promise<void> {
  await db().onboarding.updateMany({ where: { id }, data: { step } });
}

// A hash, because someone who reads the database must not be able to finish another person's flow.
const hashState = (state: string): string => createHash("sha256").update(state).digest("base64url");
