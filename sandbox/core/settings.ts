/**
 * PostHog's servers differ from its public documentation. Each difference is one switch, and a profile is a set of
 * switch values. Handlers read a switch, never the profile.
 */
export interface Switches {
  /** Most endpoints refuse a request without `API-Version: 0.1d`. */
  apiVersionRequired: boolean;
  /** The first request of an unknown client gets a 202 and registers it in the background. */
  registersOnFirstRequest: boolean;
  /** A client becomes a partner only if its document has `com.posthog.provisioning: true`. */
  optInRequired: boolean;
  /** The endpoints `client_registration` and `limits` exist. */
  hasClientRegistration: boolean;
  hasLimits: boolean;
  /** The endpoints `health`, `services` and `update_service`, and the `/api/provisioning/` aliases, exist. */
  hasServices: boolean;
  hasAliases: boolean;
  /** Clients may authenticate with `private_key_jwt`; otherwise every CIMD client is public. */
  confidentialClients: boolean;
  /** A `Stripe-Signature` header is verified. */
  signatures: boolean;
  /** Authentication errors say only `Authentication failed` or `Authentication required`. */
  terseAuthenticationErrors: boolean;
  /** Account requests validate `configuration.team_id`. */
  teamIdInAccountRequests: boolean;
  /** Account requests read `terms_accepted_at`. */
  termsInAccountRequests: boolean;
  /** Account requests are limited per day and caller. */
  callerCaps: boolean;
  rateLimits: "hourly windows" | "token buckets";
  /** A client gets `can_issue_deep_links` when it registers. */
  deepLinksFromTheStart: boolean;
  /** The purpose of a deep link must be `dashboard`; otherwise any label is accepted and echoed. */
  onlyDashboardPurpose: boolean;
  /** The `path` of a deep link is read and checked; otherwise it is ignored and the link opens the project. */
  deepLinkPaths: boolean;
  /** A deep link logs in only a user whose e-mail address is verified. */
  deepLinksNeedVerifiedEmail: boolean;
  /** Opening deep links is rate limited per IP address. */
  limitsDeepLinkOpens: boolean;
  /** Creating a resource or rotating its credentials always returns a personal API key, without scopes. */
  personalApiKeyAlways: boolean;
  /** A personal API key without scopes may do everything its owner may. */
  emptyScopesAllowEverything: boolean;
  /** Resources have a `service_id`. */
  serviceIds: boolean;
  /** Any public scope can be granted; otherwise only the short published list. */
  everyPublicScope: boolean;
  /** The set of scopes that can be requested for an existing user. */
  existingUserScopes: "published list" | "ceiling";
  /** The token endpoint compares scopes with the client's ceiling, and narrows them at each refresh. */
  tokenEndpointChecksScopes: boolean;
  /** The `com.posthog.scopes` of a document are the client's ceiling; otherwise they are not read. */
  documentSetsCeiling: boolean;
  /** The details of a pending consent include who pays and the partner's organization. */
  pendingNamesOrganization: boolean;
  /** A user who opens another user's consent request gets an explanation; otherwise, the home page. */
  hasAccountMismatchPage: boolean;
  /** Confirming reports an unknown state before a missing `team_id`. */
  unknownStateBeforeMissingTeam: boolean;
  /** A verification token works only for the client id it is bound to. The binding cannot be changed. */
  verificationTokensBoundToUrl: boolean;
  /** The endpoint that diagnoses a reverse proxy exists. */
  hasProxyDiagnosis: boolean;
  secretKeyLimit: number;
  /** The scopes a project secret API key can have, in the order in which the error message lists them. */
  secretKeyScopes: readonly string[];
  /** The LLM gateway scope has its own error message. */
  secretKeysKnowGateway: boolean;
  /** Personal API keys and access tokens may roll a secret key; otherwise only a browser session can. */
  secretKeysRollByToken: boolean;
  /** `created_by` of a secret key is an object; otherwise a user id. */
  secretKeysDescribeCreator: boolean;
  /** The `WWW-Authenticate` header of a 401 contains the URL of the protected resource metadata. */
  challengeNamesMetadata: boolean;
  /** The error that requires a recent log-in has its own code. */
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
  teamIdInAccountRequests: true,
  termsInAccountRequests: false,
  callerCaps: false,
  rateLimits: "hourly windows",
  deepLinksFromTheStart: true,
  onlyDashboardPurpose: true,
  deepLinkPaths: false,
  deepLinksNeedVerifiedEmail: false,
  limitsDeepLinkOpens: false,
  personalApiKeyAlways: true,
  emptyScopesAllowEverything: true,
  serviceIds: true,
  everyPublicScope: false,
  existingUserScopes: "published list",
  tokenEndpointChecksScopes: false,
  documentSetsCeiling: false,
  pendingNamesOrganization: false,
  hasAccountMismatchPage: false,
  unknownStateBeforeMissingTeam: false,
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
  teamIdInAccountRequests: false,
  termsInAccountRequests: true,
  callerCaps: true,
  rateLimits: "token buckets",
  deepLinksFromTheStart: false,
  onlyDashboardPurpose: false,
  deepLinkPaths: true,
  deepLinksNeedVerifiedEmail: true,
  limitsDeepLinkOpens: true,
  personalApiKeyAlways: false,
  emptyScopesAllowEverything: false,
  serviceIds: false,
  everyPublicScope: true,
  existingUserScopes: "ceiling",
  tokenEndpointChecksScopes: true,
  documentSetsCeiling: true,
  pendingNamesOrganization: true,
  hasAccountMismatchPage: true,
  unknownStateBeforeMissingTeam: true,
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

/** Account requests per day. */
export interface CallerCaps {
  address: number;
  emailRoot: number;
  emailDomain: number;
}

/**
 * PostHog does not publish its limits. These are high enough for long test runs, and low enough to be reached by
 * repeated requests for one mailbox.
 */
const CALLER_CAPS: CallerCaps = { address: 2000, emailRoot: 20, emailDomain: 1000 };

/** The settings beside profile and strictness, which a restart keeps and a reset does not. */
export type SavedSettings = Pick<
  Settings,
  "workflowEngine" | "throttle" | "documentedStatusCodes" | "callerCaps"
>;

/** The switches of the active profile, and further settings. Both regions share one object. */
export class Settings {
  profile: Profile;
  switches: Switches;
  /** Refuse plain http and private addresses even on loopback, as PostHog does. */
  strict: boolean;
  workflowEngine: "up" | "down" = "up";
  /** The management APIs apply PostHog's general per-key throttles. */
  throttle = false;
  /** The management APIs use the documented status codes where PostHog's servers use others. */
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

  snapshot(): SavedSettings {
    const { workflowEngine, throttle, documentedStatusCodes, callerCaps } = this;
    return { workflowEngine, throttle, documentedStatusCodes, callerCaps };
  }

  restore(saved: SavedSettings): void {
    this.workflowEngine = saved.workflowEngine;
    this.throttle = saved.throttle;
    this.documentedStatusCodes = saved.documentedStatusCodes;
    this.callerCaps = saved.callerCaps;
  }
}
