import type { Region } from "../core/region";
import { hashSecret } from "../core/secrets";
import type { VerificationToken } from "../store/keys";
import { normalizeMetadataUrl } from "./client-id";
import type { Metadata } from "./document";

const LAST_USED_STEP_MS = 5 * 60_000;

/**
 * The organization whose verification token is in the client's document. The legacy field is read only if the
 * nested field holds no known token. A known token that was issued for another URL (in a copied document) attests
 * nothing, and the legacy field is then not read.
 */
export function findAttestingOrganization(
  region: Region,
  clientId: string,
  tokens: Metadata["verificationTokens"],
): string | null {
  const token = find(region, tokens.nested) ?? find(region, tokens.legacy);
  if (!token || !isIssuedFor(token, clientId, region)) return null;
  const now = region.clock.now();
  if (token.lastUsedAt === null || now - token.lastUsedAt >= LAST_USED_STEP_MS) token.lastUsedAt = now;
  return token.organizationId;
}

function find(region: Region, value: string | null): VerificationToken | undefined {
  if (!value?.startsWith("phvt_")) return undefined;
  const hash = hashSecret(value);
  return [...region.store.verificationTokens.values()].find((token) => token.hash === hash);
}

function isIssuedFor(token: VerificationToken, clientId: string, region: Region): boolean {
  if (!region.settings.switches.verificationTokensBoundToUrl) return true;
  return token.cimdUrl !== null && normalizeMetadataUrl(token.cimdUrl) === normalizeMetadataUrl(clientId);
}
