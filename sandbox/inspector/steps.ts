import type { RecordedRequest } from "../traffic/recorder";

/** The name and category of a call in the inspector. */
export interface Step {
  name: string;
  category: Category;
}

export const CATEGORIES = {
  connect: "Connecting",
  consent: "Log-in and consent",
  tokens: "Tokens",
  projects: "Projects",
  links: "Deep links",
  management: "Management",
  events: "Events",
  pages: "Pages",
  other: "Other",
} as const;

export type Category = keyof typeof CATEGORIES;

/**
 * The name of the flow that a call belongs to. The inspector groups adjacent calls of the same flow: connecting
 * includes the consent, the token exchange and the project.
 */
export function flowOf({ category, name }: Step): string {
  const isConnecting = ["connect", "consent", "projects"].includes(category) || name === TOKEN_EXCHANGE;
  return isConnecting ? "Connecting" : CATEGORIES[category];
}

const TOKEN_EXCHANGE = "Token exchange";

type Rule = [method: string, path: RegExp, category: Category, name: string];

const PROVISIONING = "^/api/(?:agentic/)?provisioning";
const provisioning = (tail: string) => new RegExp(`${PROVISIONING}/${tail}$`);
const managed = (tail: string) => new RegExp(`^/api/(?:organizations|projects|environments)/[^/]+/${tail}`);

const RULES: Rule[] = [
  ["POST", provisioning("client_registration"), "connect", "Client registration"],
  ["POST", provisioning("account_requests"), "connect", "Account request"],
  ["POST", provisioning("limits"), "connect", "Limits requested"],
  ["GET", provisioning("health"), "connect", "Health check"],
  ["GET", provisioning("services"), "connect", "Services listed"],
  ["POST", provisioning("resources"), "projects", "Project provisioned"],
  ["GET", provisioning("resources/[^/]+"), "projects", "Project looked up"],
  ["POST", provisioning("resources/[^/]+/rotate_credentials"), "projects", "Project token rotated"],
  ["POST", provisioning("resources/[^/]+/remove"), "projects", "Project removed"],
  ["POST", provisioning("resources/[^/]+/update_service"), "projects", "Plan changed"],
  ["POST", provisioning("deep_links"), "links", "Deep link minted"],
  ["GET", /^\/agentic\/login$/, "links", "Link opened"],
  ["GET", /^\/api\/agentic\/authorize$/, "consent", "Consent requested"],
  ["GET", /^\/api\/agentic\/authorize\/pending\/$/, "consent", "Consent looked up"],
  ["POST", /^\/api\/agentic\/authorize\/confirm\/$/, "consent", "Consent given"],
  ["GET", /^\/agentic\/authorize$/, "consent", "Consent page"],
  ["POST", /^\/agentic\/authorize$/, "consent", "Consent given"],
  ["GET", /^\/agentic\/account-mismatch$/, "consent", "Wrong-account page"],
  ["GET", /^\/login$/, "consent", "Log-in page"],
  ["POST", /^\/login$/, "consent", "Log-in"],
  ["POST", /^\/logout$/, "consent", "Log-out"],
  ["GET", /^\/verify_email\/[^/]+$/, "consent", "Verify-e-mail page"],
  ["POST", /^\/verify_email\/[^/]+$/, "consent", "Verification mail sent again"],
  ["POST", /^\/verify_email\/[^/]+\/code$/, "consent", "E-mail verified"],
  ["GET", /^\/set_password\//, "consent", "Welcome page"],
  ["POST", /^\/set_password\//, "consent", "Password set"],
  ["POST", /^\/oauth\/revoke\/?$/, "tokens", "Token revoked"],
  ["POST", /^\/oauth\/introspect\/?$/, "tokens", "Token looked up"],
  ["GET", /^\/api\/users\/@me\/?$/, "management", "User looked up"],
  ["GET", managed("?$"), "management", "Project or organization looked up"],
  ["POST", managed("query\\/?$"), "events", "Events counted"],
  ["*", managed("cimd_verification_tokens"), "management", "Verification tokens"],
  ["*", managed("proxy_records"), "management", "Reverse proxies"],
  ["*", managed("project_secret_api_keys"), "management", "Project secret API keys"],
  ["POST", /^\/(?:batch|e|i\/v\d\/e|capture|track|engage|i\/v\d\/\w+)\/?$/, "events", "Events captured"],
  ["POST", /^\/s\/?$/, "events", "Session recorded"],
  ["GET", /\/(?:flags\/definitions|local_evaluation)\/?$/, "events", "Flag definitions"],
  ["GET", managed("feature_flags/[^/]+/remote_config"), "events", "Remote config"],
  ["*", /^\/(?:flags|decide)\/?$/, "events", "Feature flags"],
  [
    "GET",
    /^\/(?:array|api\/(?:surveys|early_access_features|feature_flag|web_experiments|product_tours))\b/,
    "events",
    "SDK configuration",
  ],
  ["*", /^\/project\/\d+\/settings\/user-api-keys$/, "pages", "Personal API keys"],
  ["GET", /^\/project\/\d+/, "pages", "Project page"],
  ["POST", /^\/project\/\d+/, "pages", "Project changed"],
  ["GET", /^\/$/, "pages", "Home page"],
  ["GET", /^\/(?:static\/|favicon)/, "pages", "Static file"],
];

const TOKEN_ENDPOINT = /^\/api\/(?:agentic|provisioning)\/oauth\/token$/;

export function describeStep({ method, path, request_body }: RecordedRequest): Step {
  if (method === "POST" && TOKEN_ENDPOINT.test(path)) {
    const isRefresh = /grant_type["\s:=]+refresh_token/.test(request_body);
    return { category: "tokens", name: isRefresh ? "Token refresh" : TOKEN_EXCHANGE };
  }
  const rule = RULES.find(([m, pattern]) => (m === "*" || m === method) && pattern.test(path));
  return rule ? { category: rule[2], name: rule[3] } : { category: "other", name: "Call" };
}
