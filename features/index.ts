import type { Route } from "next";
import type { ComponentType } from "react";
import type { IconName } from "@/components/icon";
import type { SummaryItem } from "@/components/summary";
import { authConfiguration } from "@/lib/auth/configuration";
import { authMessages } from "@/lib/auth/messages";
import { providerConfiguration } from "@/lib/auth/provider/configuration";
import { connectionActivities } from "@/lib/connection/activities";
import type { ActivityWords } from "@/lib/connection/activity";
import { connectionConfiguration } from "@/lib/connection/configuration";
import type { Connection } from "@/lib/connection/connection";
import { connectionMessages } from "@/lib/connection/messages";
import type { NextStep } from "@/lib/connection/next-step";
import { posthogMessages } from "@/lib/connection/posthog-messages";
import type { ProjectHooks } from "@/lib/connection/provisioning";
import { coreScopes, type ScopeReasons } from "@/lib/connection/scopes";
import { identityConfiguration } from "@/lib/identity/configuration";
import type { Configuration } from "@/lib/platform/configuration";
import { env } from "@/lib/platform/env";
import type { Failure, Message } from "@/lib/platform/failure";
import type { Finding } from "@/lib/platform/finding";
import { platformMessages } from "@/lib/platform/messages";
import { secretsConfiguration } from "@/lib/platform/secrets";
import type { Region } from "@/lib/posthog/regions";
import { tokensConfiguration } from "@/lib/tokens/configuration";
import type { SealedColumn } from "@/lib/tokens/encryption-key-rotation";
import { tokenMessages } from "@/lib/tokens/messages";
import type { ConnectionOwner } from "@/lib/tokens/owner";
import { sealedRemovals } from "@/lib/tokens/pending-removals";
import { sealedConnections } from "@/lib/tokens/sql-token-store";
import { demo } from "./demo";
import { firstEvent } from "./first-event";
import { partnerConsole } from "./partner-console";
import { personalApiKey } from "./personal-api-key";
import { proxies } from "./proxies";
import { secretKeys } from "./secret-keys";
import { verification } from "./verification";

/** Where a feature's link stands: on the connection page, in the header for operators, in the sandbox's footer. */
type Place = "connection" | "operators" | "sandbox";

/** In which regions PostHog regards this app as verified, where it says so. */
type Attested = readonly { readonly region: Region; readonly isVerified: boolean }[];

/** What a feature adds to the core. Each part is optional; none of the core names a feature. */
interface Feature {
  readonly messages?: Readonly<Record<string, Message>>;
  readonly activities?: Readonly<Record<string, ActivityWords>>;
  readonly configuration?: Configuration<unknown>;
  readonly sealedColumns?: readonly SealedColumn[];
  readonly links?: readonly {
    readonly place: Place;
    readonly href: Route;
    readonly label: string;
    readonly icon?: IconName;
  }[];
  /** What the connection page says after a redirect with `?done=<key>`. */
  readonly notices?: Readonly<Record<string, string>>;
  /** A section of the connection page, below the button. */
  readonly ProjectSection?: ComponentType<{
    readonly connection: Connection;
    readonly project: NonNullable<Connection["project"]>;
    /** The page is asked for as a whole: nothing of it is streamed. */
    readonly whole: boolean;
  }>;
  /** One thing in the connection page's line of health. It may ask PostHog: the page does not wait for it. */
  readonly health?: {
    readonly term: string;
    readonly Value: ComponentType<{ readonly connection: Connection }>;
  };
  /** What a person with a connection does next; null when this feature wants nothing. */
  readonly findNextStep?: () => Promise<NextStep | null>;
  /** A section of the operators' page. */
  readonly PartnerSection?: ComponentType<{ readonly attested: Attested }>;
  /** A row of the operators' summary. */
  readonly summarize?: (attested: Attested) => Promise<SummaryItem>;
  /** Shown beside every page. */
  readonly Aside?: ComponentType;
  /** Scopes that the feature asks for, each with the reason. */
  readonly scopes?: ScopeReasons;
  readonly onProject?: ProjectHooks["onProject"];
  /** More consequences of disconnecting, for the page that asks. */
  readonly disconnectNotes?: (owner: ConnectionOwner) => Promise<readonly string[]>;
  /** The verification token that the client metadata document carries. */
  readonly verificationToken?: () => Promise<string | undefined>;
  /** What a personal API key needs for this feature, for the page that takes one. */
  readonly keyScope?: { readonly scope: string; readonly use: string; readonly note?: string };
  /** An address for the sign-in page's e-mail field. */
  readonly suggestedEmail?: () => Promise<string | undefined>;
  /** More examinations for the doctor. */
  readonly examine?: (served: {
    readonly verificationToken: string | undefined;
  }) => Promise<readonly Finding[]>;
}

/** The one list of features. A feature is deleted with its folder, its route folder and its lines here. */
const listed = {
  firstEvent,
  secretKeys,
  proxies,
  personalApiKey,
  verification,
  partnerConsole,
  demo,
};

export const features: readonly (Feature & { readonly id: string })[] = Object.entries<Feature>(listed).map(
  ([id, feature]) => ({ ...feature, id }),
);

/** Every part of the configuration, for the start of the app and of its commands. */
export const configuration: readonly Configuration<unknown>[] = [
  env,
  secretsConfiguration,
  tokensConfiguration,
  identityConfiguration,
  authConfiguration,
  connectionConfiguration,
  providerConfiguration,
  ...features.flatMap((feature) => feature.configuration ?? []),
];

/** Every encrypted column, for encryption-key rotation. */
export const sealedColumns: readonly SealedColumn[] = [
  sealedConnections,
  sealedRemovals,
  ...features.flatMap((feature) => feature.sealedColumns ?? []),
];

const messageParts: readonly Readonly<Record<string, Message>>[] = [
  platformMessages,
  posthogMessages,
  tokenMessages,
  authMessages,
  connectionMessages,
  ...features.flatMap((feature) => (feature.messages ? [feature.messages] : [])),
];

const messages = new Map(messageParts.flatMap((part) => Object.entries(part)));

/** A failure from its stored code, perhaps by another version of this app; undefined for an unknown code. */
export function failureOf(code: string): Failure | undefined {
  const message = messages.get(code);
  return message && { ok: false, code, message };
}

const activityParts: readonly Readonly<Record<string, ActivityWords>>[] = [
  connectionActivities,
  ...features.flatMap((feature) => (feature.activities ? [feature.activities] : [])),
];

const activities = new Map(activityParts.flatMap((part) => Object.entries(part)));

/** Words for a recorded action, perhaps by another version of this app. */
export const wordsOf = (action: string): ActivityWords =>
  activities.get(action) ?? { done: "Did something", failed: "Could not do something" };

/** What an action of a feature that ended on the connection page has done. */
export function noticeOf(done: string): string | undefined {
  const found = features.find(({ notices }) => notices && Object.hasOwn(notices, done));
  return found?.notices?.[done];
}

/** The first thing that a feature wants a person with a connection to do. */
export async function findNextStep(): Promise<NextStep | null> {
  for (const feature of features) {
    const step = await feature.findNextStep?.();
    if (step) return step;
  }
  return null;
}

export const linksAt = (place: Place) =>
  features.flatMap((feature) => feature.links ?? []).filter((link) => link.place === place);

/** Why each scope is asked for. */
export const scopeReasons: ScopeReasons = Object.assign(
  {},
  coreScopes,
  ...features.map((feature) => feature.scopes),
);

/** Hands a project that PostHog has provisioned to the features. */
export const projectHooks: ProjectHooks = {
  scopes: scopeReasons,
  async onProject(grant, project, isSame) {
    for (const feature of features) await feature.onProject?.(grant, project, isSame);
  },
};

/** The verification token of the client metadata document. */
export async function findVerificationToken(): Promise<string | undefined> {
  for (const feature of features) {
    const token = await feature.verificationToken?.();
    if (token) return token;
  }
  return undefined;
}
