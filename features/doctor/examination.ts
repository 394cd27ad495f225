import { posthog } from "@/lib/identity/client";
import { isConfidential } from "@/lib/identity/client-authentication";
import type { Configuration } from "@/lib/platform/configuration";
import { type Finding, unproved } from "@/lib/platform/finding";
import { PostHogError } from "@/lib/posthog/errors";
import { type ClientLimits, readLimits } from "@/lib/posthog/limits";
import { type Region, regionSchema } from "@/lib/posthog/regions";
import type { SealedColumn } from "@/lib/tokens/encryption-key-rotation";
import { checkBuild } from "./build";
import { checkConfiguration } from "./configuration";
import { checkDatabase } from "./database";
import { checkDeepLinks } from "./deep-links";
import { checkDocument } from "./document";
import { checkEncryptionKeys } from "./encryption-keys";
import { checkKeys } from "./keys";
import { checkPages } from "./pages";
import { checkClock, checkReachable, checkRegistration } from "./region";
import { checkAddress, checkCallback, checkLogo, checkPosts } from "./requests";

interface Subject {
  /** Every part of the configuration. */
  readonly configuration: readonly Configuration<unknown>[];
  readonly sealedColumns: readonly SealedColumn[];
  /** Examinations that features add, based on the document as it is served. */
  readonly more: readonly ((served: {
    readonly verificationToken: string | undefined;
  }) => Promise<readonly Finding[]>)[];
  /** The user whose connection may be used to prove that links are granted. */
  readonly email?: string | undefined;
}

const isFailed = ({ verdict }: Finding): boolean => verdict === "failed";

/**
 * Examines everything that this integration depends on, from the inside out. Skips what would only fail because of an
 * earlier failure, so that each fault is reported once.
 */
export async function* examine({
  configuration,
  sealedColumns,
  more,
  email,
}: Subject): AsyncGenerator<Finding> {
  const configured = checkConfiguration(configuration);
  yield* configured;
  if (configured.some(isFailed)) return;
  yield checkBuild();
  const database = await checkDatabase();
  yield database;
  if (database.verdict === "passed") yield await checkEncryptionKeys(sealedColumns);
  const { findings, document } = await checkDocument();
  yield* findings;
  const keys = document ? await checkKeys() : unproved("Keys", "Not checked: fix the document first.");
  yield keys;
  yield* await checkPages();
  if (document) {
    yield await checkAddress();
    yield await checkPosts();
    yield await checkCallback(document.redirect_uris[0]);
    yield await checkLogo(document.logo_uri);
  }
  let isClockChecked = false;
  for (const region of regionSchema.options) {
    const { finding, answer } = await checkReachable(region);
    yield finding;
    if (!answer) continue;
    if (!isClockChecked) yield checkClock(answer);
    isClockChecked = true;
    if (!document || isFailed(keys)) {
      yield unproved(`Registration in ${region}`, "Not checked: fix the document and its keys first.");
      continue;
    }
    const registration = await checkRegistration(region);
    yield* registration.findings;
    const { clientType } = registration;
    if (!clientType) continue;
    const limits = await findLimits(region);
    const connected = database.verdict === "passed" ? email : undefined;
    yield await checkDeepLinks(region, { clientType, limits }, connected);
  }
  if (!document) return;
  const verificationToken = document["com.posthog"].verification_token ?? document.posthog_verification_token;
  for (const examineMore of more) yield* await examineMore({ verificationToken });
}

/** The limits of a client that signs; null when PostHog does not report them. */
async function findLimits(region: Region): Promise<ClientLimits | null> {
  if (!isConfidential()) return null;
  try {
    return await readLimits(posthog(), { region });
  } catch (error) {
    if (error instanceof PostHogError) return null;
    throw error;
  }
}
