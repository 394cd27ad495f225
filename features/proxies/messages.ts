import { type Message, refusals } from "@/lib/platform/failure";

const EXAMPLE = "Write it like e.example.com.";

export const proxyMessages = {
  domain_invalid: {
    title: "That is not a domain",
    body: "A domain has letters, digits and hyphens, with dots between them, and at most 64 characters. An IP address is not a domain.",
    next: EXAMPLE,
  },
  domain_likely_blocked: {
    title: "Ad blockers may know this name",
    body: "Words like analytics, tracking or posthog are on their lists, and events would be lost. Nothing was added.",
    next: "Choose another name, or tick the box and send it again.",
  },
  domain_missing: {
    title: "A domain is needed",
    body: "Nothing was added.",
    next: "Enter the domain your proxy should have.",
  },
  domain_wildcard: {
    title: "Domains cannot include wildcards",
    body: "A proxy has one name of its own.",
    next: EXAMPLE,
  },
  domain_with_protocol: {
    title: "That is an address, not a domain",
    body: "The protocol in front, https:// for instance, is not part of a domain.",
    next: EXAMPLE,
  },
  proxy_domain_refused: {
    title: "PostHog could not add this domain",
    body: "It may be registered already, by this organization or another. Nothing was added.",
    next: "Choose another domain, or look for it in PostHog.",
  },
  proxy_exists: {
    title: "This domain has a proxy already",
    body: "It is among those below. Nothing was added.",
    next: "Choose another domain, or delete the proxy first.",
  },
  proxy_gone: {
    title: "This proxy is gone",
    body: "It was deleted in PostHog.",
    next: "Go back to the list of proxies.",
  },
} as const satisfies Record<string, Message>;

export const refuse = refusals(proxyMessages);
