import type { ClientRegistration } from "../posthog/client-registration";

type Check = ClientRegistration["checks"][number];

/** One check of a registration, with an explanation. */
export interface ExplainedCheck extends Check {
  readonly title: string;
  /** What PostHog checks. */
  readonly meaning: string;
  /** How to fix it; absent if there is nothing to fix. */
  readonly remedy?: string;
}

interface Words {
  readonly title: string;
  readonly meaning: string;
  /** How to fix it, keyed by a substring of PostHog's message; the first match counts. */
  readonly remedies: Readonly<Record<string, string>>;
}

const EDIT = "Correct it in .well-known/posthog-client.json, deploy, and register again.";
const ASK = "Ask PostHog's support, and name the address of your metadata document.";
const PUBLIC =
  "Set APP_URL to the public https origin of this app: PostHog does not fetch private or local addresses.";
const IN_FRONT =
  "Something in front of this app answers in its place: a log-in page, or a cache. Let PostHog through.";

const words: Readonly<Record<string, Words>> = {
  metadata_document: {
    title: "Metadata document",
    meaning: "PostHog reads /.well-known/posthog-client.json at the public address of this app.",
    remedies: {
      "URL blocked": PUBLIC,
      "Failed to fetch":
        "Open the address from outside your network. Look for a firewall, a missing DNS record, or an expired certificate.",
      "returned redirect":
        "Set APP_URL to where the redirect leads (with or without www), or remove the redirect.",
      "returned HTTP 5": "The app failed to answer. Look at its log.",
      "returned HTTP": IN_FRONT,
      "byte limit": "Shorten .well-known/posthog-client.json: PostHog reads 5,120 bytes.",
      "total time limit": "It took longer than ten seconds. Look for a server that sleeps when idle.",
      "Invalid JSON": IN_FRONT,
      "must be a JSON object": IN_FRONT,
      "does not match URL": "The app at that address has a different APP_URL. Use the same value in both.",
      "cannot use token_endpoint_auth_method":
        "This server knows public clients only. Leave SIGNING_KEYS out.",
      jwks_uri: PUBLIC,
      redirect_uri: EDIT,
      "com.posthog.scopes": EDIT,
      "was rejected": EDIT,
      "already in progress": "Register again in 15 seconds.",
    },
  },
  provisioning_enabled: {
    title: "Provisioning",
    meaning: "The document has to opt in to provisioning, and PostHog must not have switched it off.",
    remedies: {
      'Add "com.posthog"': `"provisioning" has to be true. ${EDIT}`,
      "could not be read": "Fix the metadata document first.",
    },
  },
  jwks: {
    title: "Keys",
    meaning: "PostHog reads the public halves of the signing keys at /.well-known/jwks.json.",
    remedies: {
      "could not be retrieved":
        "Open /.well-known/jwks.json from outside your network: it has to answer 200, without a redirect. PostHog tries again after a minute.",
      "could not be parsed": IN_FRONT,
      "more than 10 keys": "Retire old keys with `npm run keys -- retire`.",
    },
  },
  client_assertion: {
    title: "Signature",
    meaning: "PostHog checks the signature that came with this registration request.",
    remedies: {
      "unknown key":
        "The app that serves the keys has different SIGNING_KEYS from the app that signed this. Use the same value in both.",
      "not registered for private_key_jwt":
        "PostHog read the document of a public client. Deploy SIGNING_KEYS first, empty the caches in front of the document, and register again.",
      "already been used": "Register again.",
      "is invalid":
        "Check APP_URL and the address of the region: both are part of the signed assertion. If PostHog's answers have no Date header, correct this machine's clock, too.",
    },
  },
};

/** Explains a check, and keeps PostHog's own message as `detail`. */
export function explainCheck({ name, ok, detail }: Check): ExplainedCheck {
  const { title, meaning, remedies } = (Object.hasOwn(words, name) ? words[name] : undefined) ?? {
    title: name,
    meaning: "This app does not know this check yet.",
    remedies: {},
  };
  if (ok) return { name, ok, detail, title, meaning };
  const [, remedy = ASK] = Object.entries(remedies).find(([part]) => detail.includes(part)) ?? [];
  return { name, ok, detail, title, meaning, remedy };
}
