import { env } from "../env";
import { AppError } from "../failure";
import { isAnswerLost, PostHogError } from "../posthog/errors";
import type { VerificationToken } from "../posthog/verification-tokens";
import { posthog } from "../posthog-client";
import { activateToken, withdrawToken } from "./active-token";
import { clientId } from "./client-metadata";

type PartnerAccess = NonNullable<ReturnType<typeof env>["partner"]>;

/** A token that was just made. Its value is shown once. */
export interface IssuedToken {
  readonly value: string;
  /** Published by this app from now on; false when it was made for another app's document. */
  readonly isActive: boolean;
}

/**
 * The verification tokens of the partner's organization, newest first.
 * @throws {AppError} `partner_key_missing`, `partner_key_refused`, `partner_organization_unknown`.
 * @throws {PostHogError} what PostHog answered, as everything here.
 */
export const listTokens = (): Promise<VerificationToken[]> =>
  asPartner((access) => posthog().listVerificationTokens(access));

export const getToken = (id: string): Promise<VerificationToken> =>
  asPartner((access) => posthog().getVerificationToken({ ...access, id }));

/**
 * Makes a token and publishes it at once where it is for this app. The one published before stays good at
 * PostHog until it is revoked, so that at no moment this app is unverified.
 * @throws {AppError} `verification_token_lost` when it may exist but its value never arrived.
 */
export async function issueToken(fields: { label: string; cimdUrl: string }): Promise<IssuedToken> {
  const token = await asPartner((access) =>
    posthog()
      .createVerificationToken({ ...access, ...fields })
      .catch((error) => {
        throw isAnswerLost(error) ? new AppError("verification_token_lost") : error;
      }),
  );
  const isOurs = token.boundUrl === undefined || token.boundUrl === clientId(env().appUrl);
  if (isOurs) await activateToken(token.id, token.value);
  return { value: token.value, isActive: isOurs };
}

/** Revokes a token at PostHog first: a dead one in the document does no harm, a missing one might. */
export async function revokeToken(id: string): Promise<void> {
  await asPartner((access) => posthog().deleteVerificationToken({ ...access, id }));
  await withdrawToken(id);
}

async function asPartner<T>(call: (access: PartnerAccess) => Promise<T>): Promise<T> {
  const { partner } = env();
  if (!partner) throw new AppError("partner_key_missing");
  try {
    return await call(partner);
  } catch (error) {
    if (!(error instanceof PostHogError)) throw error;
    if (error.code === "unauthorized") throw new AppError("partner_key_refused");
    if (error.details.detail === "Organization not found.")
      throw new AppError("partner_organization_unknown");
    throw error;
  }
}
