import { z } from "zod";
import { capturedEvent, mail, passwordLink, session, verificationCode } from "./browser";
import { client, clientOverrides } from "./clients";
import { featureFlag } from "./flags";
import {
  accessToken,
  authorizationCode,
  deepLink,
  pendingConsent,
  provisionedProject,
  refreshToken,
  usedAssertion,
} from "./grants";
import { personalApiKey, projectSecretKey, proxyRecord, verificationToken } from "./keys";
import { membership, organization, project, user } from "./people";

/** Rows by key. On disk it is an object, because JSON has no maps. */
function table<Row>(row: z.ZodType<Row>) {
  return z
    .record(z.string(), row)
    .default({})
    .transform((rows) => new Map(Object.entries(rows)));
}

/** The state of one rate limit, whether fixed window or token bucket. */
const counter = z.object({ level: z.number(), at: z.number(), expiresAt: z.number() });

/** All state of one region. The schema is at once the type, the empty store and the file format. */
export const storeSchema = z.object({
  lastUserId: z.number().default(0),
  lastProjectId: z.number().default(0),
  lastFlagId: z.number().default(0),
  users: table(user),
  organizations: table(organization),
  memberships: z.array(membership).default([]),
  projects: table(project),
  clients: table(client),
  clientOverrides: table(clientOverrides),
  pendingConsents: table(pendingConsent),
  authorizationCodes: table(authorizationCode),
  accessTokens: table(accessToken),
  refreshTokens: table(refreshToken),
  provisionedProjects: z.array(provisionedProject).default([]),
  deepLinks: table(deepLink),
  usedAssertions: table(usedAssertion),
  sessions: table(session),
  passwordLinks: table(passwordLink),
  verificationCodes: table(verificationCode),
  mail: z.array(mail).default([]),
  events: z.array(capturedEvent).default([]),
  personalApiKeys: table(personalApiKey),
  verificationTokens: table(verificationToken),
  projectSecretKeys: table(projectSecretKey),
  proxyRecords: table(proxyRecord),
  featureFlags: table(featureFlag),
  counters: table(counter),
});

export type Store = z.output<typeof storeSchema>;
export type Counter = z.output<typeof counter>;

export function createStore(firstProjectId: number): Store {
  return storeSchema.parse({ lastProjectId: firstProjectId - 1 });
}

/** Bounds memory in a long run. */
const MAX_TOKENS = 20_000;

/** Deletes expired rows, so that memory does not grow in a long run. */
export function pruneStore(store: Store, now: number): void {
  const expiring = [
    store.pendingConsents,
    store.authorizationCodes,
    store.deepLinks,
    store.usedAssertions,
    store.sessions,
    store.passwordLinks,
    store.verificationCodes,
    store.counters,
  ];
  for (const rows of expiring) {
    for (const [key, row] of rows) if (row.expiresAt <= now) rows.delete(key);
  }
  // Expired tokens get different errors from unknown ones, however far a test has advanced the clock.
  deleteOldest(store.accessTokens, (row) => row.expiresAt <= now);
  deleteOldest(store.refreshTokens, (row) => row.revoked);
}

/** Deletes ended rows of a table that has too many rows. A map iterates in the order of insertion. */
function deleteOldest<Row>(rows: Map<string, Row>, isEnded: (row: Row) => boolean): void {
  for (const [key, row] of rows) {
    if (rows.size <= MAX_TOKENS) return;
    if (isEnded(row)) rows.delete(key);
  }
}
