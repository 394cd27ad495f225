import { posthog } from "../identity/client";
import { registerOnce } from "../identity/registration";
import { db } from "../platform/db";
import { waitAtMost, withDeadline } from "../platform/deadline";
import type { OnboardingStep } from "../platform/generated/prisma/client";
import { outliveAnswer } from "../platform/outlive";
import type { Prunable } from "../platform/pruning";
import type { Region } from "../posthog/regions";
import { requestRegisteredAccount } from "../posthog/registered-account";
import { createPkcePair, EXCHANGE_TIMEOUT_MS, exchangeCode, type Team } from "../posthog/tokens";
import type { ConnectionOwner } from "../tokens/owner";
import { codeOf, recorded } from "./attempt";
import { endOnboarding, FINISHING_MS, hashState } from "./consent";
import { FLOW_LIFETIME_SECONDS } from "./flow-cookie";
import { exchangeAndSave } from "./keeping";
import { settleOwnProject } from "./own-project";
import { type ProjectHooks, provision, saveGrant } from "./provisioning";
import { removeNow, waitForRemovals } from "./removal";
import { learnGrantedScopes, requestedScopes } from "./scopes";

/** How long a person waits once PostHog has issued a code. Connecting continues after that. */
const PATIENCE_MS = 10_000;

/** The person who connects. */
export interface OnboardedUser {
  /** Verified by the sign-in provider, because PostHog creates an account for it. */
  readonly email: string;
  readonly name: string | null;
}

export interface OnboardingOptions {
  readonly region: Region;
  readonly organizationName?: string | undefined;
  readonly projectName?: string | undefined;
}

/** `under_way` when it takes longer than a person waits: it continues, and the connection page shows the outcome. */
type Completion = "connected" | "under_way";

export type OnboardingOutcome =
  | { readonly type: Completion }
  | {
      readonly type: "consent";
      /** PostHog's consent page, for this browser. */
      readonly url: string;
      readonly state: string;
      readonly codeVerifier: string;
      readonly onboardingId: string;
    };

/**
 * Connects a person: completely if their e-mail address is new to PostHog, otherwise up to the consent page.
 * @throws {PostHogError} `still_registering` when PostHog has not read our metadata document in time.
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
  if (answer.type === "requires_auth") {
    await db().onboarding.update({
      where: { id: onboarding.id },
      data: { step: "CONSENT", stateHash: hashState(answer.state) },
    });
    return { ...answer, type: "consent", codeVerifier, onboardingId: onboarding.id };
  }
  const grant = { onboardingId: onboarding.id, region, code: answer.code, codeVerifier, projectName };
  return { type: await completeInTime(owner, { ...grant, isAccountNew: true }, hooks) };
}

/** Finishes a claimed consent. */
export function finishOnboarding(
  { region, ...owner }: ConnectionOwner & { readonly region: Region },
  callback: { onboardingId: string; code: string; codeVerifier: string },
  hooks: ProjectHooks,
): Promise<Completion> {
  return completeInTime(owner, { ...callback, region }, hooks);
}

/** How far the owner's current onboarding has come, for the progress display. */
export async function findOnboardingStep(owner: ConnectionOwner): Promise<OnboardingStep | null> {
  const latest = await db().onboarding.findFirst({
    where: { ...owner, endedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
    select: { step: true },
  });
  return latest?.step ?? null;
}

/** Onboardings that no one has finished, and outcomes that are too old. */
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

/** Completes a connection, and waits for it only as long as a person does. */
async function completeInTime(
  owner: ConnectionOwner,
  grant: CodeGrant,
  hooks: ProjectHooks,
): Promise<Completion> {
  const completing = withDeadline(FINISHING_MS, () => exchangeAndProvision(owner, grant, hooks));
  const connected = completing.then(() => "connected" as const);
  const completion = await waitAtMost(PATIENCE_MS, connected, () => "under_way" as const);
  if (completion === "under_way") {
    outliveAnswer(recorded("connect").attempt(owner.userId, () => completing));
  }
  return completion;
}

async function exchangeAndProvision(
  owner: ConnectionOwner,
  grant: CodeGrant,
  hooks: ProjectHooks,
): Promise<void> {
  await Promise.all([
    moveTo(grant.onboardingId, "TOKENS"),
    // A removal still in progress would take its project away from the new tokens.
    waitForRemovals(owner.userId, grant.region),
  ]);
  const teams = await exchangeAndKeep(owner, grant, hooks);
  try {
    await provision(owner, hooks, grant.projectName);
    await Promise.all([settleOwnProject(owner, teams, grant), learnGrantedScopes(owner)]);
  } finally {
    // Connected even on failure: only the project is missing, and the connection page offers to fetch it.
    await endOnboarding(grant.onboardingId, null);
    // Removes a connection that this one has replaced.
    void removeNow(owner.userId);
  }
}

/** Exchanges the code and saves its tokens, even after the person has stopped waiting. */
function exchangeAndKeep(
  owner: ConnectionOwner,
  { onboardingId, ...grant }: CodeGrant,
  hooks: ProjectHooks,
): Promise<readonly Team[]> {
  const scopes = requestedScopes(hooks.scopes);
  return exchangeAndSave(async (keep) => {
    try {
      const { tokens, teams } = await exchangeCode(posthog(), grant);
      await saveGrant(owner, { region: grant.region, tokens, teams, scopes }, keep);
      await keep(() => moveTo(onboardingId, "PROJECT"));
      return teams;
    } catch (error) {
      await endOnboarding(onboardingId, codeOf(error));
      throw error;
    }
  }, EXCHANGE_TIMEOUT_MS);
}

async function moveTo(id: string, step: OnboardingStep): Promise<void> {
  await db().onboarding.updateMany({ where: { id }, data: { step } });
}
