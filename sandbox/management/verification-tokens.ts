import { randomUUID } from "node:crypto";
import { normalizeMetadataUrl } from "../cimd/client-id";
import type { Region } from "../core/region";
import { createSecret, hashSecret, maskSecret } from "../core/secrets";
import type { Body } from "../http/body";
import { notFound } from "../http/errors";
import type { VerificationToken } from "../store/keys";
import type { Organization, User } from "../store/people";
import { invalid, readText, readTextItem } from "./fields";
import { explainMetadataUrl } from "./metadata-url";
import type { WithSecret } from "./with-secret";

const LABEL_LENGTH = 40;
const URL_LENGTH = 2048;

/** Newest first. */
export function listVerificationTokens(region: Region, { id }: Organization): VerificationToken[] {
  const tokens = [...region.store.verificationTokens.values()];
  return tokens.filter((token) => token.organizationId === id).reverse();
}

export function requireVerificationToken(
  region: Region,
  organization: Organization,
  id = "",
): VerificationToken {
  const token = region.store.verificationTokens.get(id);
  if (token?.organizationId !== organization.id) throw notFound();
  return token;
}

export function createVerificationToken(
  region: Region,
  organization: Organization,
  user: User,
  body: Body,
): WithSecret<VerificationToken> {
  const label = readText(body, "label", LABEL_LENGTH);
  const isBound = region.settings.switches.verificationTokensBoundToUrl;
  const cimdUrl = isBound ? readMetadataUrl(region, readText(body, "cimd_url", URL_LENGTH)) : null;
  const value = createSecret("phvt_");
  const key: VerificationToken = {
    id: randomUUID(),
    organizationId: organization.id,
    label,
    cimdUrl,
    hash: hashSecret(value),
    mask: maskSecret(value),
    createdBy: user.id,
    createdAt: region.clock.now(),
    lastUsedAt: null,
  };
  region.store.verificationTokens.set(key.id, key);
  return { key, value };
}

/** Sets the metadata URL of a token that was created without one. It can be set only once. */
export function bindVerificationToken(region: Region, token: VerificationToken, body: Body): void {
  const { cimd_url } = body.fields;
  const text = cimd_url === undefined ? undefined : readTextItem(cimd_url, "cimd_url", URL_LENGTH);
  const cimdUrl = text === undefined ? null : readMetadataUrl(region, text);
  if (token.cimdUrl !== null) {
    throw invalid(
      "cimd_url",
      "invalid_input",
      "This token is already bound to a CIMD URL and cannot be re-pointed here. Reissue the token instead.",
    );
  }
  token.cimdUrl = cimdUrl;
}

/** Expires the documents of the organization's clients, so that their attestation is checked again on next use. */
export function deleteVerificationToken(region: Region, token: VerificationToken): void {
  const { store, clock } = region;
  store.verificationTokens.delete(token.id);
  for (const client of store.clients.values()) {
    if (client.organizationId !== token.organizationId || client.documentExpiresAt === null) continue;
    client.documentExpiresAt = clock.now();
  }
}

function readMetadataUrl(region: Region, url: string): string {
  const reason = explainMetadataUrl(url, region.settings.strict);
  if (reason) throw invalid("cimd_url", "invalid_input", reason);
  return normalizeMetadataUrl(url);
}
