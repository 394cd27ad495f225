import { posthog } from "@/lib/identity/client";
import { clientId } from "@/lib/identity/client-metadata";
import { env } from "@/lib/platform/env";
import { isAnswerLost, PostHogError } from "@/lib/posthog/errors";
import { activateToken, withdrawToken } from "./active-token";
import type { VerificationToken } from "./api";
import * as api from "./api";
import { verificationConfiguration } from "./configuration";
import { refuse } from "./messages";

type PartnerAccess = NonNullable<ReturnType<typeof verificationConfiguration>["partner"]>;

/** A token that was just created. Its value is shown once. */
export interface IssuedToken {
  readonly value: string;
  /** This app now publishes it; false when it was created for another app's document. */
  readonly isActive: boolean;
}

/**
 * The verification tokens of the partner's organization, newest first.
 * @throws {AppError} `partner_key_missing`, `partner_key_refused`, `partner_organization_unknown`.
 * @throws {PostHogError} what PostHog answered, like everything here.
 */
export const listTokens = (): Promise<VerificationToken[]> =>
  asPartner((access) => api.listVerificationTokens(posthog(), access));

export const getToken = (id: string): Promise<VerificationToken> =>
  asPartner((access) => api.getVerificationToken(posthog(), { ...access, id }));

/**
 * Creates a token, and publishes it at once if it is for this app. The previous token stays valid at PostHog until
 * it is revoked, so that this app is never unverified.
 * @throws {AppError} `verification_token_lost` when it may exist but its value never arrived.
 */
export async function issueToken(fields: { label: string; cimdUrl: string }): Promise<IssuedToken> {
  const token = await asPartner((access) =>
    api.createVerificationToken(posthog(), { ...access, ...fields }).catch((error) => {
      throw isAnswerLost(error) ? refuse("verification_token_lost") : error;
    }),
  );
  const isOurs = token.boundUrl === undefined || token.boundUrl === clientId(env().appUrl);
  if (isOurs) await activateToken(token.id, token.value);
  return { value: token.value, isActive: isOurs };
}

/** Revokes a token at PostHog first: a revoked token in the document does no harm, a missing one might. */
export async function revokeToken(id: string): Promise<void> {
  await asPartner((access) => api.deleteVerificationToken(posthog(), { ...access, id }));
  await withdrawToken(id);
}

async function asPartner<T>(call: (access: PartnerAccess) => Promise<T>): Promise<T> {
  const { partner } = verificationConfiguration();
  if (!partner) throw refuse("partner_key_missing");
  try {
    return await call(partner);
  } catch (error) {
    if (!(error instanceof PostHogError)) throw error;
    if (error.code === "unauthorized") throw refuse("partner_key_refused");
    if (error.details.detail === "Organization not found.") throw refuse("partner_organization_unknown");
    throw error;
  }
}
