import { env } from "../../env";
import { AppError } from "../../failure";
import { PostHogError } from "../../posthog/errors";
import type { ClientLimits } from "../../posthog/limits";
import type { VerificationToken } from "../../posthog/verification-tokens";
import { posthog } from "../../posthog-client";
import { clientId } from "../client-metadata";
import { listTokens } from "../verification";
import { type Finding, failed, passed, unproved } from "./finding";
import { explainError } from "./region";

const SUBJECT = "Verification";
const REPLACE = "Create another one on /partner/verification.";

/**
 * Whether PostHog regards this client as verified, and whether the key that manages the tokens is good.
 * @param token The one in the served document.
 * @param limits What the region of the organization told of this client.
 */
export async function checkVerification(
  token: string | undefined,
  limits: ClientLimits | null,
): Promise<Finding[]> {
  if (!env().partner) return [judgeUnmanaged(token, limits)];
  try {
    const tokens = await listTokens();
    return [passed("Partner key", "It reads your organization's tokens."), judge(token, tokens, limits)];
  } catch (error) {
    return [await explainKeyProblem(error)];
  }
}

function judgeUnmanaged(token: string | undefined, limits: ClientLimits | null): Finding {
  if (limits?.isVerified) return passed(SUBJECT, "PostHog regards this client as verified.");
  return unproved(
    SUBJECT,
    token
      ? "The document carries a token; set POSTHOG_PARTNER_API_KEY and the rest to see what PostHog makes of it."
      : "The document carries no token, so this client has the limits of an unverified one.",
  );
}

function judge(
  token: string | undefined,
  tokens: readonly VerificationToken[],
  limits: ClientLimits | null,
): Finding {
  if (!token) return judgeUnmanaged(token, limits);
  const known = tokens.find(({ mask }) => mask === `phvt...${token.slice(-4)}`);
  if (!known) return failed(SUBJECT, "The document's token is not one of your organization's.", REPLACE);
  const { boundUrl, lastUsedAt } = known;
  if (boundUrl === null)
    return failed(SUBJECT, "The document's token is too old to verify anything.", REPLACE);
  if (boundUrl !== undefined && boundUrl !== clientId(env().appUrl)) {
    return failed(SUBJECT, `The document's token is for another address, ${boundUrl}.`, REPLACE);
  }
  if (lastUsedAt === null) return unproved(SUBJECT, "PostHog has not read the document's token yet.");
  return passed(SUBJECT, `PostHog last read the document's token ${lastUsedAt.toISOString()}.`);
}

async function explainKeyProblem(error: unknown): Promise<Finding> {
  const subject = "Partner key";
  const isRefused = error instanceof AppError && error.code === "partner_key_refused";
  const other = isRefused ? await findOtherRegion() : undefined;
  return other
    ? failed(subject, "It belongs to PostHog's other region.", `Set POSTHOG_PARTNER_REGION=${other}.`)
    : explainError(subject, error);
}

/** The region that does know the key; undefined when none does. */
async function findOtherRegion() {
  const { partner } = env();
  if (!partner) return undefined;
  const region = partner.region === "US" ? "EU" : "US";
  try {
    await posthog().listVerificationTokens({ ...partner, region });
    return region;
  } catch (error) {
    if (!(error instanceof PostHogError)) throw error;
    // Whatever else stands in the way there, a key that is refused for it is a key that is known.
    const isKnown = [403, 404].includes(error.details.status ?? 0);
    return isKnown ? region : undefined;
  }
}
