import { z } from "zod";
import { apiPath } from "@/lib/posthog/api-path";
import type { ClientConfig } from "@/lib/posthog/config";
import { PostHogError } from "@/lib/posthog/errors";
import { type Bearer, callManagementApi, listManagementApi, timeSchema } from "@/lib/posthog/management";

interface OrganizationRequest extends Bearer {
  readonly organizationId: string;
}

interface TokenRequest extends OrganizationRequest {
  readonly id: string;
}

const wireToken = z.object({
  id: z.string().min(1),
  label: z.string(),
  mask_value: z.string().nullish(),
  cimd_url: z.string().nullish(),
  created_at: timeSchema,
  last_used_at: timeSchema.nullish(),
});

const toToken = (token: z.output<typeof wireToken>) => ({
  id: token.id,
  label: token.label,
  /** The first and last characters, `phvt...abcd`. */
  mask: token.mask_value ?? null,
  /**
   * The address of the only document that the token verifies, as PostHog writes it; null for an old token that
   * verifies none. Undefined where the server does not bind tokens to addresses.
   */
  boundUrl: token.cimd_url,
  createdAt: token.created_at,
  /** When PostHog last found it in a document; updated at most every five minutes. */
  lastUsedAt: token.last_used_at ?? null,
});

const tokenSchema = wireToken.transform(toToken);

/**
 * A token by which a client's metadata document shows which organization the client belongs to. PostHog keeps a hash
 * of it, and looks for the token itself in the document.
 */
export type VerificationToken = z.output<typeof tokenSchema>;

/** All tokens of an organization, newest first. Needs `organization:read`, like reading one. */
export function listVerificationTokens(
  config: ClientConfig,
  request: OrganizationRequest,
): Promise<VerificationToken[]> {
  return listManagementApi(config, { ...request, path: listPath(request), item: tokenSchema });
}

/**
 * Creates a token. Needs `organization:write` from an admin, like deleting one.
 * @param cimdUrl The address of the document it is for; servers that do not bind tokens ignore it.
 * @returns the token, with the value that no other answer ever holds.
 */
export function createVerificationToken(
  config: ClientConfig,
  { label, cimdUrl, ...request }: OrganizationRequest & { label: string; cimdUrl: string },
): Promise<VerificationToken & { readonly value: string }> {
  return callManagementApi(config, {
    ...request,
    method: "POST",
    path: listPath(request),
    body: { label, cimd_url: cimdUrl },
    schema: wireToken
      .extend({ value: z.string().startsWith("phvt_") })
      .transform(({ value, ...token }) => ({ ...toToken(token), value })),
  });
}

/** @throws {PostHogError} `not_found` when there is no such token (any more). */
export function getVerificationToken(
  config: ClientConfig,
  request: TokenRequest,
): Promise<VerificationToken> {
  return callManagementApi(config, { ...request, path: tokenPath(request), schema: tokenSchema });
}

/** Deletes a token for good. A token that is already gone counts as deleted. */
export async function deleteVerificationToken(config: ClientConfig, request: TokenRequest): Promise<void> {
  try {
    await callManagementApi(config, {
      ...request,
      method: "DELETE",
      path: tokenPath(request),
      schema: z.unknown(),
    });
  } catch (error) {
    const gone = error instanceof PostHogError && error.details.detail === "Not found.";
    if (!gone) throw error;
  }
}

const listPath = ({ organizationId }: OrganizationRequest): string =>
  apiPath`/api/organizations/${organizationId}/cimd_verification_tokens/`;

const tokenPath = (request: TokenRequest): string => `${listPath(request)}${apiPath`${request.id}/`}`;
