import { isIP } from "node:net";
import { refuse } from "./messages";

/** PostHog stores domains up to this length. */
const MAX_LENGTH = 64;

const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})+$`);

/** Words that are on the lists of ad blockers. */
const BLOCKED_WORDS =
  /posthog|analytics|tracking|tracker|pixel|telemetry|measure|collect|beacon|(?:^|\.)ph(?:\.|$)/;

/**
 * Checks a domain as PostHog's own form does.
 * @param anyway The person was warned that ad blockers may know the name.
 * @throws {AppError} `domain_missing`, `domain_wildcard`, `domain_with_protocol`, `domain_invalid`, and
 * `domain_likely_blocked` for a name that ad blockers may know.
 */
export function checkDomain(domain: string, anyway: boolean): void {
  if (domain === "") throw refuse("domain_missing");
  if (domain.includes("*")) throw refuse("domain_wildcard");
  if (domain.includes("://")) throw refuse("domain_with_protocol");
  if (domain.length > MAX_LENGTH || !DOMAIN.test(domain) || isIP(domain) !== 0)
    throw refuse("domain_invalid");
  if (BLOCKED_WORDS.test(domain) && !anyway) throw refuse("domain_likely_blocked");
}
