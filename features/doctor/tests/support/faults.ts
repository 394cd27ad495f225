import type { Environment } from "./doctor-fixture";
import { header, members, type Tampering } from "./front";

/** One thing that is wrong, and everything the doctor says about it. */
interface Fault {
  readonly what: string;
  readonly says: RegExp;
  readonly env?: Environment;
  readonly tampering?: readonly [path: string, tampering: Tampering];
}

export const DOCUMENT = "/.well-known/posthog-client.json";

const CONFIGURATION: Fault[] = [
  { what: "a missing secret", env: { AUTH_SECRET: "" }, says: /^Configuration: AUTH_SECRET.* missing/ },
  {
    what: "a secret made up by hand",
    env: { AUTH_SECRET: "password".repeat(5) },
    says: /^Configuration: AUTH_SECRET is easy to guess/,
  },
  {
    what: "an encryption key of zeros",
    env: { ENCRYPTION_KEYS: `zero:${"A".repeat(43)}` },
    says: /^Configuration: ENCRYPTION_KEYS: the key zero is easy to guess/,
  },
  {
    what: "half of a partner's access",
    env: { POSTHOG_PARTNER_REGION: "" },
    says: /^Configuration: POSTHOG_PARTNER_API_KEY: needs .* together/,
  },
  {
    what: "a region's address without https",
    env: { POSTHOG_EU_URL: "http://eu.posthog.com" },
    says: /^Configuration: POSTHOG_EU_URL: must be https/,
  },
  {
    what: "a key for builds that is too short",
    env: { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "c2hvcnQ=" },
    says: /^Configuration: NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: must be 32 bytes/,
  },
  {
    what: "builds that share no key",
    env: { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "" },
    says: /^Build: NEXT_SERVER_ACTIONS_ENCRYPTION_KEY is not set/,
  },
  {
    what: "a build made with another key",
    env: { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64") },
    says: /^Build: It was made with another NEXT_SERVER_ACTIONS_ENCRYPTION_KEY/,
  },
];

const DOCUMENTS: Fault[] = [
  {
    what: "a redirect",
    tampering: [DOCUMENT, () => ({ status: 301, headers: { location: "https://www.app.example/" } })],
    says: /^Document: It redirects \(HTTP 301\)/,
  },
  {
    what: "a password page",
    tampering: [DOCUMENT, () => ({ status: 401, body: "Who is there?" })],
    says: /^Document: It answers HTTP 401/,
  },
  {
    what: "an app that fails",
    tampering: [DOCUMENT, () => ({ status: 502, body: "Bad gateway" })],
    says: /^Document: The app answers with HTTP 502/,
  },
  {
    what: "a document that says it is a page",
    tampering: [DOCUMENT, header("content-type", "text/html")],
    says: /^Document: Its content type is text\/html/,
  },
  {
    what: "a page that says it is a document",
    tampering: [DOCUMENT, () => ({ body: "<html>Log in</html>" })],
    says: /^Document: The address answers, but not with this app's JSON document/,
  },
  {
    what: "a document over the limit",
    tampering: [DOCUMENT, members({ padding: "x".repeat(5120) })],
    says: /^Document: It has \d+ bytes; PostHog reads 5120/,
  },
  {
    what: "another app's document",
    tampering: [DOCUMENT, members({ client_id: "https://other.example/client.json" })],
    says: /^Document: Its client_id is https:\/\/other\.example/,
  },
  {
    what: "a callback elsewhere",
    tampering: [DOCUMENT, members({ redirect_uris: ["https://old.example/callbacks/posthog"] })],
    says: /^Document: PostHog would send people back to https:\/\/old\.example/,
  },
  {
    what: "an older version's document",
    tampering: [DOCUMENT, members({ client_name: "Old name" })],
    says: /^Document: These members differ from the document that this version generates: client_name\.$/,
  },
  {
    what: "a document that may not be cached",
    tampering: [DOCUMENT, header("cache-control", "no-store")],
    says: /^Document: It may not be cached \(no-store\)/,
  },
  {
    what: "a policy lost on the way",
    tampering: ["/", header("content-security-policy")],
    says: /^Security headers: Missing or changed on the way: content-security-policy\.$/,
  },
  {
    what: "a header changed on the way",
    tampering: ["/", header("x-content-type-options", "sniff")],
    says: /^Security headers: .*: x-content-type-options\.$/,
  },
  {
    what: "a cookie that scripts can read",
    tampering: ["/api/auth/csrf", header("set-cookie", "next-auth.csrf-token=a; Path=/; SameSite=Lax")],
    says: /^Cookies: next-auth\.csrf-token lost HttpOnly/,
  },
];

const HEALTH = "/api/health";
const CALLBACK = "/callbacks/posthog";
const LOGO = "/mark.svg";

const WAYS: Fault[] = [
  {
    what: "a filter that refuses POSTs",
    tampering: [HEALTH, () => ({ status: 405, headers: {}, body: "Method not allowed" })],
    says: /^Requests: Something in front of the app answers a POST with HTTP 405/,
  },
  {
    what: "a filter that asks for a token",
    tampering: [HEALTH, () => ({ status: 403, body: "Forbidden" })],
    says: /^Requests: Something in front of the app answers a POST with HTTP 403/,
  },
  {
    what: "an Origin that is changed on the way",
    tampering: [
      HEALTH,
      () => ({ status: 403, body: "This request came from another site and was refused." }),
    ],
    says: /^Requests: The app treats a POST from its own pages as one from another site/,
  },
  {
    what: "an Origin that is made right on the way",
    tampering: [
      HEALTH,
      ({ headers }) => ({ status: 405, headers: { ...headers, "referrer-policy": "no-referrer" } }),
    ],
    says: /^Requests: A POST from another site is not refused/,
  },
  {
    what: "a callback that is not routed",
    tampering: [CALLBACK, () => ({ status: 404, body: "Not found" })],
    says: /^Callback: .* answers HTTP 404/,
  },
  {
    what: "a callback behind a password page",
    tampering: [CALLBACK, () => ({ status: 302, headers: { location: "https://login.example/" } })],
    says: /^Callback: .* answers HTTP 302/,
  },
  {
    what: "a callback that someone else answers",
    tampering: [CALLBACK, () => ({ status: 200, headers: {}, body: "Welcome" })],
    says: /^Callback: .* answers HTTP 200/,
  },
  {
    what: "a logo that is gone",
    tampering: [LOGO, () => ({ status: 404, headers: {}, body: "" })],
    says: /^Logo: .* answers HTTP 404/,
  },
  {
    what: "a logo that is a page",
    tampering: [LOGO, () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<html>" })],
    says: /^Logo: .* answers HTTP 200 and text\/html/,
  },
];

const PARTNER: Fault[] = [
  {
    what: "a partner key no one knows",
    env: { POSTHOG_PARTNER_API_KEY: "phx_mistyped" },
    says: /^Partner key: PostHog does not know the partner key/,
  },
  {
    what: "an organization no one knows",
    env: { POSTHOG_PARTNER_ORGANIZATION_ID: "0198c1d2-7b1a-7000-8f1e-3a5c9e6b2d10" },
    says: /^Partner key: PostHog does not know the partner organization/,
  },
];

export const FAULTS: readonly Fault[] = [...CONFIGURATION, ...DOCUMENTS, ...WAYS, ...PARTNER];
