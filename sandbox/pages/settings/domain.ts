const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

/** Why a text is no domain for a proxy, in the words of PostHog's form. */
export function explainDomain(domain: string): string | undefined {
  if (domain === "") return "Domain is required";
  if (domain.includes("*")) return "Domains cannot include wildcards";
  if (domain.includes("://")) return "Do not include the protocol e.g. https://";
  if (DOMAIN.test(domain)) return undefined;
  return "Invalid domain. Please provide a lowercase RFC 1123 subdomain. It must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
}

/** Words by which lists of ad blockers know a domain. */
const TELL_TALE =
  /posthog|analytics|tracking|tracker|pixel|telemetry|measure|collect|beacon|(?:^|\.)ph(?:\.|$)/;

export const isLikelyBlocked = (domain: string) => TELL_TALE.test(domain);

/** DNS writes names with a dot at the end; people and most DNS forms do not. */
export const withoutTrailingDot = (name: string) => name.replace(/\.$/, "");
