import { withAccessToken } from "@/lib/connection/tokens";
import { posthog } from "@/lib/identity/client";
import { db } from "@/lib/platform/db";
import { type Finding, failed, passed, unproved } from "@/lib/platform/finding";
import { mintDeepLink } from "@/lib/posthog/deep-links";
import { PostHogError } from "@/lib/posthog/errors";
import type { ClientLimits } from "@/lib/posthog/limits";
import type { Region } from "@/lib/posthog/regions";
import type { ConnectionOwner } from "@/lib/tokens/owner";
import { type ClientType, explainError } from "./region";

const UNSIGNED = "Refused: PostHog grants them to clients that sign their requests.";
const SIGN = "Make a key with `npm run keys`, deploy it, and register again.";
const DISABLED = "Refused: PostHog has not switched them on for this client.";
const ASK = "Ask PostHog to enable deep links for your client id.";

/** What is known about this client before a link is requested. */
interface Standing {
  readonly clientType: ClientType;
  readonly limits: ClientLimits | null;
}

/**
 * Whether PostHog grants one-click links. Only minting one proves it, and that takes a user's connection. Without a
 * connection, it is still certain when the tier forbids links.
 * @param email The user whose connection may be used: one link is minted, and never opened.
 */
export async function checkDeepLinks(
  region: Region,
  { clientType, limits }: Standing,
  email: string | undefined,
): Promise<Finding> {
  const subject = `One-click links in ${region}`;
  const owner = email && (await findOwner(email, region));
  if (owner) return mintOne(subject, owner);
  const isBlocked = limits?.endpoints.some(
    ({ endpoint, limit }) => endpoint === "deep_links" && limit === "blocked",
  );
  if (clientType === "public" || isBlocked) {
    return failed(subject, UNSIGNED, SIGN);
  }
  const how = email ? `${email} is not connected here` : "name a connected user with --as=<e-mail>";
  return unproved(subject, `Only minting a link proves that PostHog grants them: ${how}.`);
}

async function findOwner(email: string, region: Region): Promise<ConnectionOwner | null> {
  return db().connection.findFirst({
    where: { region, status: "ACTIVE", user: { email: email.toLowerCase() } },
    select: { userId: true, partnerProjectId: true },
  });
}

async function mintOne(subject: string, owner: ConnectionOwner): Promise<Finding> {
  try {
    await withAccessToken(owner, (access) => mintDeepLink(posthog(), access));
    return passed(subject, "Granted: PostHog has just minted one.");
  } catch (error) {
    const code = error instanceof PostHogError ? error.code : undefined;
    if (code === "deep_links_not_in_tier") return failed(subject, UNSIGNED, SIGN);
    if (code === "deep_links_not_enabled") return failed(subject, DISABLED, ASK);
    return explainError(subject, error);
  }
}
