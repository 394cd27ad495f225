import type { Route } from "next";
import type { ComponentType } from "react";
import type { IconName } from "@/components/icon";
import type { SummaryFinding, SummarySubject } from "@/components/summary";
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

/** Where a feature's link appears: on the connection page, in the operators' header, or in the sandbox's footer. */
type Place = "connection" | "operators" | "sandbox";

/** Whether PostHog regards this app as verified, for each region that says so. */
type Attested = readonly { readonly region: Region; readonly isVerified: boolean }[];

/** A row of the operators' summary. */
export interface FeatureSummary extends SummarySubject {
  readonly read: (attested: Attested) => Promise<SummaryFinding>;
}

/** What a feature adds to the core. Each part is optional; the core names no feature. */
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
    /** The page must arrive as a whole: nothing is streamed. */
    readonly whole: boolean;
  }>;
  /** One item in the connection page's health line. It may call PostHog: the page does not wait for it. */
  readonly health?: {
    readonly term: string;
    readonly Value: ComponentType<{ readonly connection: Connection }>;
  };
  /** What a person with a connection should do next; null when this feature suggests nothing. */
  readonly findNextStep?: () => Promise<NextStep | null>;
  /** A section of the operators' page. */
  readonly PartnerSection?: ComponentType<{ readonly attested: Attested }>;
  /** A row of the operators' summary. */
  readonly summary?: FeatureSummary;
  /** Shown beside every page. */
  readonly Aside?: ComponentType;
  /** Scopes that the feature requests, each with the reason. */
  readonly scopes?: ScopeReasons;
  readonly onProject?: ProjectHooks["onProject"];
  /** Further consequences of disconnecting, for the confirmation page. */
  readonly disconnectNotes?: (owner: ConnectionOwner) => Promise<readonly string[]>;
  /** The verification token that the client metadata document carries. */
  readonly verificationToken?: () => Promise<string | undefined>;
  /** What a personal API key needs for this feature, for the page where people paste one. */
  readonly keyScope?: { readonly scope: string; readonly use: string; readonly note?: string };
  /** A suggested address for the sign-in page's e-mail field. */
  readonly suggestedEmail?: () => Promise<string | undefined>;
  /** Further examinations for the doctor. */
  readonly examine?: (served: {
    readonly verificationToken: string | undefined;
  }) => Promise<readonly Finding[]>;
}

/** The only list of features. To delete a feature, delete its folder, its route folder and its lines here. */
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

/** The failure for a stored code, perhaps from another version of this app; undefined for an unknown code. */
export function failureOf(code: string): Failure | undefined {
  const message = messages.get(code);
  return message && { ok: false, code, message };
}

const activityParts: readonly Readonly<Record<string, ActivityWords>>[] = [
  connectionActivities,
  ...features.flatMap((feature) => (feature.activities ? [feature.activities] : [])),
];

const activities = new Map(activityParts.flatMap((part) => Object.entries(part)));

/** Words for a recorded action, perhaps from another version of this app. */
export const wordsOf = (action: string): ActivityWords =>
  activities.get(action) ?? { done: "Did something", failed: "Could not do something" };

/** The notice after a feature's action that redirected to the connection page. */
export function noticeOf(done: string): string | undefined {
  const found = features.find(({ notices }) => notices && Object.hasOwn(notices, done));
  return found?.notices?.[done];
}

/** The first step that a feature suggests to a person with a connection. */
export async function findNextStep(): Promise<NextStep | null> {
  for (const feature of features) {
    const step = await feature.findNextStep?.();
    if (step) return step;
  }
  return null;
}

export const linksAt = (place: Place) =>
  features.flatMap((feature) => feature.links ?? []).filter((link) => link.place === place);

/** Why each scope is requested. */
export const scopeReasons: ScopeReasons = Object.assign(
  {},
  coreScopes,
  ...features.map((feature) => feature.scopes),
);

/** Passes a provisioned project to the features. */
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
