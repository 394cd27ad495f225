const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

/** PostHog's message for an invalid domain; `undefined` for a valid one. */
export function explainDomain(domain: string): string | undefined {
  if (domain === "") return "Domain is required";
  if (domain.includes("*")) return "Domains cannot include wildcards";
  if (domain.includes("://")) return "Do not include the protocol e.g. https://";
  if (DOMAIN.test(domain)) return undefined;
  return "Invalid domain. Please provide a lowercase RFC 1123 subdomain. It must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
}

/** Words in domains that ad blockers often block. */
const BLOCKLISTED =
  /posthog|analytics|tracking|tracker|pixel|telemetry|measure|collect|beacon|(?:^|\.)ph(?:\.|$)/;

export const isLikelyBlocked = (domain: string) => BLOCKLISTED.test(domain);

/** Removes the trailing dot of a fully qualified name, because most DNS providers' forms do not accept it. */
export const withoutTrailingDot = (name: string) => name.replace(/\.$/, "");
