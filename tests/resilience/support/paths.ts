/** The path of each call to PostHog. A fault affects every path that begins with its own. */
export const PATHS = {
  registration: "/api/agentic/provisioning/client_registration",
  account: "/api/agentic/provisioning/account_requests",
  token: "/api/agentic/oauth/token",
  resources: "/api/agentic/provisioning/resources",
  /** Rotating and removing. */
  oneResource: "/api/agentic/provisioning/resources/",
  revocation: "/oauth/revoke/",
  deepLinks: "/api/agentic/provisioning/deep_links",
  introspection: "/oauth/introspect/",
  /** Reading events back. */
  projects: "/api/projects/",
} as const;
