import { z } from "zod";
import { capturedEvent, emailLink, mail, session } from "./browser";
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

/** Rows by key; an object on disk, because JSON has no maps. */
function table<Row>(row: z.ZodType<Row>) {
  return z
    .record(z.string(), row)
    .default({})
    .transform((rows) => new Map(Object.entries(rows)));
}

/** A counter that refills or starts again with time: throttles, windows, token buckets. */
const counter = z.object({ level: z.number(), at: z.number(), expiresAt: z.number() });

/** Everything one region knows. The schema is the type, the empty store and the file format in one. */
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
  emailLinks: table(emailLink),
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

/** Forgets what nobody can use any more, so that a long run needs no more memory than a short one. */
export function pruneStore(store: Store, now: number): void {
  const perishable = [
    store.pendingConsents,
    store.authorizationCodes,
    store.deepLinks,
    store.usedAssertions,
    store.sessions,
    store.emailLinks,
    store.counters,
  ];
  for (const rows of perishable) {
    for (const [key, row] of rows) if (row.expiresAt <= now) rows.delete(key);
  }
  // An expired or used token is answered differently from an unknown one, so it stays for a month.
  const monthAgo = now - 30 * 86_400_000;
  for (const [key, row] of store.accessTokens) if (row.expiresAt <= monthAgo) store.accessTokens.delete(key);
  for (const [key, row] of store.refreshTokens) {
    if (row.revoked && row.issuedAt <= monthAgo) store.refreshTokens.delete(key);
  }
}
