import { proxyMessages } from "./messages";
import { ProxySection } from "./proxy-section";

/** Managed reverse proxies, from DNS to live. */
export const proxies = {
  messages: proxyMessages,
  ProjectSection: ProxySection,
  activities: {
    add_proxy: { done: "Added a reverse proxy", failed: "Could not add a reverse proxy" },
    retry_proxy: {
      done: "Set up a reverse proxy again",
      failed: "Could not set up a reverse proxy again",
    },
    delete_proxy: { done: "Removed a reverse proxy", failed: "Could not delete a reverse proxy" },
  },
  keyScope: {
    scope: "organization:write",
    use: "reverse proxies",
    note: "For this, the key must not be limited to projects.",
  },
  links: [
    { place: "connection", href: "/connection/proxies", label: "Reverse proxies", icon: "globe" },
  ] as const,
};
