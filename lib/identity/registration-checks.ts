import type { ClientRegistration } from "../posthog/client-registration";

type Check = ClientRegistration["checks"][number];

/** One check of a registration, with words. */
export interface ExplainedCheck extends Check {
  readonly title: string;
  /** What PostHog looks at. */
  readonly meaning: string;
  /** What fixes it; absent while there is nothing to fix. */
  readonly remedy?: string;
}

interface Words {
  readonly title: string;
  readonly meaning: string;
  /** What fixes it, by a part of PostHog's sentence; the first match counts. */
  readonly remedies: Readonly<Record<string, string>>;
}

const EDIT = "Correct it in .well-known/posthog-client.json, deploy, and register again.";
const ASK = "Ask PostHog's support, and name the address of your metadata document.";
const PUBLIC =
  "Set APP_URL to the public https origin of this app: PostHog reads no private or local address.";
const IN_FRONT =
  "Something in front of this app answers in its place: a log-in page, or a cache. Let PostHog through.";

const words: Readonly<Record<string, Words>> = {
  metadata_document: {
    title: "Metadata document",
    meaning: "PostHog reads /.well-known/posthog-client.json at the public address of this app.",
    remedies: {
      "URL blocked": PUBLIC,
      "Failed to fetch":
        "Open the address from outside your network. Look for a firewall, a missing DNS record, or a certificate that has ended.",
      "returned redirect":
        "Set APP_URL to where the redirect leads (with or without www), or end the redirect.",
      "returned HTTP 5": "The app failed to answer. Look at its log.",
      "returned HTTP": IN_FRONT,
      "byte limit": "Shorten .well-known/posthog-client.json: PostHog reads 5,120 bytes.",
      "total time limit":
        "It took longer than ten seconds. Look for a server that sleeps until it is called.",
      "Invalid JSON": IN_FRONT,
      "must be a JSON object": IN_FRONT,
      "does not match URL": "The app that answers there has another APP_URL. Give both the same one.",
      "cannot use token_endpoint_auth_method":
        "This server knows public clients only. Leave SIGNING_KEYS out.",
      jwks_uri: PUBLIC,
      redirect_uri: EDIT,
      "com.posthog.scopes": EDIT,
      "was rejected": EDIT,
      "already in progress": "Register again in a quarter of a minute.",
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
        "Open /.well-known/jwks.json from outside your network: it has to answer 200, without a redirect. PostHog looks again after a minute.",
      "could not be parsed": IN_FRONT,
      "more than 10 keys": "Retire old keys with `npm run keys -- retire`.",
    },
  },
  client_assertion: {
    title: "Signature",
    meaning: "PostHog checks the signature that came with this very registration.",
    remedies: {
      "unknown key":
        "The app that serves the keys has other SIGNING_KEYS than what signed this. Give both the same.",
      "not registered for private_key_jwt":
        "PostHog read the document of a public client. Deploy SIGNING_KEYS first, empty the caches in front of the document, and register again.",
      "already been used": "Register again.",
      "is invalid":
        "Set this machine's clock: PostHog allows half a minute. Then look at APP_URL and at the address of the region: both are signed.",
    },
  },
};

/** Explains a check. PostHog's own sentence stays beside them, as its detail. */
export function explainCheck({ name, ok, detail }: Check): ExplainedCheck {
  const { title, meaning, remedies } = (Object.hasOwn(words, name) ? words[name] : undefined) ?? {
    title: name,
    meaning: "A check that is newer than this app.",
    remedies: {},
  };
  if (ok) return { name, ok, detail, title, meaning };
  const [, remedy = ASK] = Object.entries(remedies).find(([part]) => detail.includes(part)) ?? [];
  return { name, ok, detail, title, meaning, remedy };
}
