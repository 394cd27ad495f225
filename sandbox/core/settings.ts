/**
 * PostHog's API changed while it was live. Each difference is one named switch, and a profile is nothing but
 * a set of them: handlers ask for the switch, never for the profile.
 */
export interface Switches {
  /** Most endpoints refuse a request without `API-Version: 0.1d`. */
  apiVersionRequired: boolean;
  /** The first call of an unknown client answers 202 and registers it in the background. */
  registersOnFirstRequest: boolean;
  /** A document must say `com.posthog.provisioning: true` before its client becomes a partner. */
  optInRequired: boolean;
  /** `client_registration` and `limits` exist. */
  hasClientRegistration: boolean;
  hasLimits: boolean;
  /** `health`, `services`, `update_service` and the `/api/provisioning/` aliases exist. */
  hasServices: boolean;
  hasAliases: boolean;
  /** Clients may authenticate with `private_key_jwt`; otherwise every CIMD client is public. */
  confidentialClients: boolean;
  /** A `Stripe-Signature` is verified whenever it is sent. */
  signatures: boolean;
  /** Authentication failures say only `Authentication failed` or `Authentication required`. */
  terseAuthenticationErrors: boolean;
  /** An access token identifies the partner on `account_requests`. */
  bearerIdentifiesPartner: boolean;
  /** `configuration.team_id` of an account request is looked at; `terms_accepted_at` came later. */
  teamIdInAccountRequests: boolean;
  termsInAccountRequests: boolean;
  rateLimits: "hourly windows" | "token buckets";
  /** Public clients may mint deep links when flagged; otherwise only confidential ones may. */
  publicDeepLinks: boolean;
  /** A client gets `can_issue_deep_links` when it registers. */
  deepLinksFromTheStart: boolean;
  /** Resource answers always carry a personal API key (with no scopes of its own). */
  personalApiKeyAlways: boolean;
  /** A personal API key without scopes may do everything its owner may. */
  emptyScopesAllowEverything: boolean;
  /** Resource bodies carry a `service_id`. */
  serviceIds: boolean;
  /** Any public scope may be asked for; otherwise only the short published list. */
  everyPublicScope: boolean;
  /** The pending consent says who pays and which organization stands behind the partner. */
  pendingNamesOrganization: boolean;
  /** The verify-e-mail page is told why it is shown. */
  verifyEmailReason: boolean;
  /** A verification token works only for the client id it was issued for, which it is given once. */
  verificationTokensBoundToUrl: boolean;
  /** A reverse proxy can be asked what is wrong with it. */
  hasProxyDiagnosis: boolean;
  secretKeyLimit: number;
  /** What a project secret API key may be allowed to do, in the order in which a refusal lists it. */
  secretKeyScopes: readonly string[];
  /** A refusal of the gateway's scope says that the project lacks the gateway. */
  secretKeysKnowGateway: boolean;
  /** Personal API keys and access tokens may roll a secret key; otherwise only a browser session can. */
  secretKeysRollByToken: boolean;
  /** Secret keys name their creator with an object; otherwise by number. */
  secretKeysDescribeCreator: boolean;
  /** A 401 says where the description of the protected resource is. */
  challengeNamesMetadata: boolean;
  /** "Log in again first" has an error code of its own. */
  reauthenticationHasCode: boolean;
}

const documented: Switches = {
  apiVersionRequired: true,
  registersOnFirstRequest: true,
  optInRequired: false,
  hasClientRegistration: false,
  hasLimits: false,
  hasServices: true,
  hasAliases: true,
  confidentialClients: false,
  signatures: true,
  terseAuthenticationErrors: true,
  bearerIdentifiesPartner: true,
  teamIdInAccountRequests: true,
  termsInAccountRequests: false,
  rateLimits: "hourly windows",
  publicDeepLinks: true,
  deepLinksFromTheStart: true,
  personalApiKeyAlways: true,
  emptyScopesAllowEverything: true,
  serviceIds: true,
  everyPublicScope: false,
  pendingNamesOrganization: false,
  verifyEmailReason: false,
  verificationTokensBoundToUrl: false,
  hasProxyDiagnosis: false,
  secretKeyLimit: 10,
  secretKeyScopes: ["endpoint:read"],
  secretKeysKnowGateway: false,
  secretKeysRollByToken: false,
  secretKeysDescribeCreator: false,
  challengeNamesMetadata: false,
  reauthenticationHasCode: false,
};

const current: Switches = {
  apiVersionRequired: false,
  registersOnFirstRequest: false,
  optInRequired: true,
  hasClientRegistration: true,
  hasLimits: true,
  hasServices: false,
  hasAliases: false,
  confidentialClients: true,
  signatures: false,
  terseAuthenticationErrors: false,
  bearerIdentifiesPartner: false,
  teamIdInAccountRequests: false,
  termsInAccountRequests: true,
  rateLimits: "token buckets",
  publicDeepLinks: false,
  deepLinksFromTheStart: false,
  personalApiKeyAlways: false,
  emptyScopesAllowEverything: false,
  serviceIds: false,
  everyPublicScope: true,
  pendingNamesOrganization: true,
  verifyEmailReason: true,
  verificationTokensBoundToUrl: true,
  hasProxyDiagnosis: true,
  secretKeyLimit: 50,
  secretKeyScopes: ["account:read", "endpoint:read", "experiment:read", "feature_flag:read", "loop:write"],
  secretKeysKnowGateway: true,
  secretKeysRollByToken: true,
  secretKeysDescribeCreator: true,
  challengeNamesMetadata: true,
  reauthenticationHasCode: true,
};

const presets = { documented, current };

export type Profile = keyof typeof presets;
export const PROFILES = ["documented", "current"] as const satisfies readonly Profile[];

/** Account requests a day. */
export interface CallerCaps {
  address: number;
  emailRoot: number;
  emailDomain: number;
}

/**
 * PostHog does not publish its numbers. These are high enough for a long test run, and low enough for the one
 * person whose address is tried over and over.
 */
const CALLER_CAPS: CallerCaps = { address: 2000, emailRoot: 20, emailDomain: 1000 };

/** The switches of the chosen profile, and what an operator may turn besides. One object for both regions. */
export class Settings {
  profile: Profile;
  switches: Switches;
  /** Refuse plain http and private addresses even on loopback, as PostHog does. */
  strict: boolean;
  workflowEngine: "up" | "down" = "up";
  /** PostHog's general per-key throttles on the management APIs. */
  throttle = false;
  /** Status codes of the management APIs as the public pages say, where the server differs. */
  documentedStatusCodes = false;
  callerCaps = CALLER_CAPS;

  constructor(profile: Profile, strict: boolean) {
    this.profile = profile;
    this.switches = presets[profile];
    this.strict = strict;
  }

  reset(profile: Profile, strict: boolean): void {
    this.profile = profile;
    this.switches = presets[profile];
    this.strict = strict;
    this.workflowEngine = "up";
    this.throttle = false;
    this.documentedStatusCodes = false;
    this.callerCaps = CALLER_CAPS;
  }
}
