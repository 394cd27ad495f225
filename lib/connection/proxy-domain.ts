import { AppError } from "../failure";

/** PostHog keeps no longer ones. */
const LONGEST = 64;

const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})+$`);

/** Words by which lists of ad blockers know a domain. */
const TELL_TALE =
  /posthog|analytics|tracking|tracker|pixel|telemetry|measure|collect|beacon|(?:^|\.)ph(?:\.|$)/;

/**
 * Checks a domain as PostHog's own form does.
 * @param anyway The user has been told that ad blockers may know the name.
 * @throws {AppError} `domain_missing`, `domain_wildcard`, `domain_with_protocol`, `domain_invalid`, and
 * `domain_likely_blocked` for a name that a better one exists for.
 */
export function checkDomain(domain: string, anyway: boolean): void {
  if (domain === "") throw new AppError("domain_missing");
  if (domain.includes("*")) throw new AppError("domain_wildcard");
  if (domain.includes("://")) throw new AppError("domain_with_protocol");
  if (domain.length > LONGEST || !DOMAIN.test(domain)) throw new AppError("domain_invalid");
  if (TELL_TALE.test(domain) && !anyway) throw new AppError("domain_likely_blocked");
}
