/** Words for what can go wrong with keys, tokens and proxies. PostHog's own sentence, where it has one, stands beside them. */
export const managementMessages = {
  access_level_insufficient: {
    title: "This takes more rights at PostHog",
    body: "Only admins may change this there. Nothing was changed.",
    next: "Ask an admin of your organization, in PostHog or with a key of theirs.",
  },
  domain_invalid: {
    title: "That is not a domain",
    body: "It takes lower-case letters, digits and hyphens, with dots between them, and at most 64 characters.",
    next: "Write it like e.example.com.",
  },
  domain_likely_blocked: {
    title: "Ad blockers may know this name",
    body: "Words like analytics, tracking or posthog are on their lists, and events would be lost. Nothing was added.",
    next: "Choose another name, or tick the box and send it again.",
  },
  domain_missing: {
    title: "A domain is needed",
    body: "Nothing was added.",
    next: "Write the domain your proxy should have.",
  },
  domain_wildcard: {
    title: "Domains cannot include wildcards",
    body: "A proxy has one name of its own.",
    next: "Write it like e.example.com.",
  },
  domain_with_protocol: {
    title: "That is an address, not a domain",
    body: "The protocol in front, https:// for instance, is not part of a domain.",
    next: "Write it like e.example.com.",
  },
  endpoint_not_found: {
    title: "This PostHog does not offer this",
    body: "It does not know what we asked it for.",
    next: "Please tell us; this is ours to put right.",
  },
  missing_scope: {
    title: "PostHog needs more permission for this",
    body: "What we were given does not cover it. Nothing was changed.",
    next: "Use a personal API key that has the scope, or do it in PostHog.",
  },
  organization_unknown: {
    title: "We do not know your organization at PostHog",
    body: "PostHog did not tell us which organization your project belongs to.",
    next: "Disconnect and connect again; then it does.",
  },
  partner_key_missing: {
    title: "There is no key for your organization at PostHog",
    body: "Verification tokens belong to the partner's own organization.",
    next: "Set POSTHOG_PARTNER_API_KEY, POSTHOG_PARTNER_ORGANIZATION_ID and POSTHOG_PARTNER_REGION.",
  },
  partner_key_refused: {
    title: "PostHog does not know the partner key",
    body: "It was deleted or mistyped, or it belongs to PostHog's other region.",
    next: "Look at POSTHOG_PARTNER_API_KEY and POSTHOG_PARTNER_REGION.",
  },
  partner_organization_unknown: {
    title: "PostHog does not know the partner organization",
    body: "No organization in this region has the configured id.",
    next: "Look at POSTHOG_PARTNER_ORGANIZATION_ID and POSTHOG_PARTNER_REGION.",
  },
  personal_api_key_malformed: {
    title: "That is not a personal API key",
    body: "A personal API key begins with phx_ and goes on with letters and digits.",
    next: "Copy it whole, right after you have created it in PostHog.",
  },
  personal_api_key_needed: {
    title: "We have no key that may do this",
    body: "PostHog lets this app do only part of it by itself. Nothing was changed.",
    next: "Give us a personal API key of yours, or do it in PostHog.",
  },
  personal_api_key_refused: {
    title: "PostHog does not know this personal API key",
    body: "It was deleted or replaced in PostHog, or belongs to PostHog's other region.",
    next: "Create another one in PostHog, and paste it whole.",
  },
  personal_api_key_unsupported: {
    title: "PostHog lets only you do this",
    body: "It takes this from a browser that is logged in to PostHog, and from no app. Nothing was changed.",
    next: "Do it in PostHog.",
  },
  proxy_domain_refused: {
    title: "PostHog could not add this domain",
    body: "Perhaps it is registered already, by this organization or another. Nothing was added.",
    next: "Choose another domain, or look for it in PostHog.",
  },
  proxy_exists: {
    title: "This domain has a proxy already",
    body: "It is among those below. Nothing was added.",
    next: "Choose another domain, or delete the proxy first.",
  },
  proxy_gone: {
    title: "This proxy is gone",
    body: "It was deleted in PostHog meanwhile.",
    next: "Go back to the proxies there are.",
  },
  reauthentication_required: {
    title: "PostHog wants you to log in again first",
    body: "It asks for a recent log-in before this. Nothing was changed.",
    next: "Log in to PostHog and do it there.",
  },
  scoped_projects: {
    title: "This takes rights for the whole organization",
    body: "What we were given is limited to projects, and this belongs to the organization. Nothing was changed.",
    next: "Use a personal API key that is not limited to projects, or do it in PostHog.",
  },
  secret_key_gone: {
    title: "This key is gone",
    body: "It was deleted in PostHog meanwhile.",
    next: "Go back to the keys there are.",
  },
  secret_key_label_taken: {
    title: "Another key has this label",
    body: "Labels are used once in a project. Nothing was changed.",
    next: "Choose another label.",
  },
  secret_key_roll_lost: {
    title: "PostHog's answer did not reach us",
    body: "The key may have another value now, which nobody has seen; then the old one no longer works.",
    next: "Roll it once more to get a value you can use.",
  },
  secret_key_value_lost: {
    title: "The key was created, but its value did not reach us",
    body: "PostHog shows it only once, so nobody will ever know it.",
    next: "Roll the key to give it a new value, or delete it and create another.",
  },
  server_error: {
    title: "PostHog could not do this",
    body: "It ran into an error of its own, and may have done part of it.",
    next: "Look at what is there now before you try again.",
  },
  validation_error: {
    title: "PostHog did not accept this",
    body: "Nothing was changed.",
    next: "Correct it and send it again.",
  },
  verification_token_lost: {
    title: "PostHog's answer did not reach us",
    body: "It may have made a token that nobody knows. The one published so far stays as it is.",
    next: "Look at the list: revoke the token if it is there, and create another one.",
  },
} as const;
