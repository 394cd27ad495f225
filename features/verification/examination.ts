import { describeError } from "@/lib/connection/describe-error";
import { posthog } from "@/lib/identity/client";
import { isConfidential } from "@/lib/identity/client-authentication";
import { clientId } from "@/lib/identity/client-metadata";
import { env } from "@/lib/platform/env";
import { isRefusal } from "@/lib/platform/failure";
import { type Finding, failed, passed, unproved } from "@/lib/platform/finding";
import { PostHogError } from "@/lib/posthog/errors";
import { readLimits } from "@/lib/posthog/limits";
import { type Region, regionSchema } from "@/lib/posthog/regions";
import { listVerificationTokens, type VerificationToken } from "./api";
import { verificationConfiguration } from "./configuration";
import { listTokens } from "./verification";

const SUBJECT = "Verification";
const REPLACE = "Create another one on /partner/verification.";

/** For the doctor: whether PostHog regards this client as verified, and whether the partner's key works. */
export async function checkVerification({
  verificationToken,
}: {
  readonly verificationToken: string | undefined;
}): Promise<readonly Finding[]> {
  const { partner } = verificationConfiguration();
  if (!partner) return [judgeUnmanaged(verificationToken, false)];
  const isVerified = await isVerifiedIn(partner.region);
  try {
    const tokens = await listTokens();
    return [
      passed("Partner key", "It reads your organization's tokens."),
      judge(verificationToken, tokens, isVerified),
    ];
  } catch (error) {
    return [await explainKeyProblem(error)];
  }
}

function judgeUnmanaged(token: string | undefined, isVerified: boolean): Finding {
  if (isVerified) return passed(SUBJECT, "PostHog regards this client as verified.");
  return unproved(
    SUBJECT,
    token
      ? "The document carries a token; set POSTHOG_PARTNER_API_KEY and the rest to check it at PostHog."
      : "The document carries no token, so this client has the limits of an unverified one.",
  );
}

function judge(
  token: string | undefined,
  tokens: readonly VerificationToken[],
  isVerified: boolean,
): Finding {
  if (!token) return judgeUnmanaged(token, isVerified);
  const known = tokens.find(({ mask }) => mask === `phvt...${token.slice(-4)}`);
  if (!known) return failed(SUBJECT, "The document's token is not one of your organization's.", REPLACE);
  const { boundUrl, lastUsedAt } = known;
  if (boundUrl === null) {
    return failed(SUBJECT, "The document's token is too old to verify anything.", REPLACE);
  }
  if (boundUrl !== undefined && boundUrl !== clientId(env().appUrl)) {
    return failed(SUBJECT, `The document's token is for another address, ${boundUrl}.`, REPLACE);
  }
  if (lastUsedAt === null) return unproved(SUBJECT, "PostHog has not read the document's token yet.");
  return passed(SUBJECT, `PostHog last read the document's token ${lastUsedAt.toISOString()}.`);
}

/** Whether the limits of a client that signs show it as verified; false when PostHog does not report them. */
async function isVerifiedIn(region: Region): Promise<boolean> {
  if (!isConfidential()) return false;
  try {
    return (await readLimits(posthog(), { region })).isVerified;
  } catch (error) {
    if (error instanceof PostHogError) return false;
    throw error;
  }
}

async function explainKeyProblem(error: unknown): Promise<Finding> {
  const subject = "Partner key";
  const other = isRefusal(error, "partner_key_refused") ? await findOtherRegion() : undefined;
  if (!other) {
    const { title, next } = describeError(error);
    return failed(subject, `${title}.`, next);
  }
  return failed(subject, "It belongs to PostHog's other region.", `Set POSTHOG_PARTNER_REGION=${other}.`);
}

/** The other region, if it knows the key. */
async function findOtherRegion(): Promise<Region | undefined> {
  const { partner } = verificationConfiguration();
  if (!partner) return undefined;
  for (const region of regionSchema.options.filter((candidate) => candidate !== partner.region)) {
    try {
      await listVerificationTokens(posthog(), { ...partner, region });
      return region;
    } catch (error) {
      if (!(error instanceof PostHogError)) throw error;
      // A region that refuses a key for lack of rights knows the key.
      if ([403, 404].includes(error.details.status ?? 0)) return region;
    }
  }
  return undefined;
}
