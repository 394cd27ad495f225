import { z } from "zod";
import type { ClientConfig } from "./config.ts";
import { PostHogError } from "./errors.ts";
import { callProvisioningApi } from "./provisioning.ts";
import type { Region } from "./regions.ts";

export interface AccountRequest {
  /** The partner's own id for this attempt. PostHog echoes it, and a retry repeats it unchanged. */
  readonly id: string;
  /** Lower-case e-mail address that the user has proved they own. */
  readonly email: string;
  readonly name?: string;
  readonly region: Region;
  readonly scopes: readonly string[];
  /** Base64url SHA-256 of the code verifier (RFC 7636, S256). */
  readonly codeChallenge: string;
  readonly organizationName?: string;
}

export type AccountAnswer =
  /** A new account; the authorization code is valid for 300 seconds. */
  | { readonly type: "oauth"; readonly code: string }
  /** The account exists: its owner must agree on PostHog's consent page. `state` is PostHog's own. */
  | { readonly type: "requires_auth"; readonly url: string; readonly state: string }
  /** PostHog is reading the client's metadata document; repeat the same request later. */
  | { readonly type: "registering"; readonly retryAfterSeconds: number };

const answerSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("oauth"), oauth: z.object({ code: z.string().min(1) }) }),
  z.object({ type: z.literal("requires_auth"), requires_auth: z.object({ url: z.url() }) }),
  z.object({ type: z.literal("registering"), retry_after: z.number().positive().catch(5) }),
]);

/**
 * Requests a PostHog account for this e-mail address. Not idempotent: once a new account exists, another request
 * leads to the consent page.
 * @throws {PostHogError} among others `client_not_registered`, `rate_limited`, `account_creation_failed`.
 */
export async function requestAccount(config: ClientConfig, request: AccountRequest): Promise<AccountAnswer> {
  const answer = await callProvisioningApi(config, {
    region: request.region,
    idempotent: false,
    path: "/api/agentic/provisioning/account_requests",
    schema: answerSchema,
    asClient: true,
    body: {
      id: request.id,
      email: request.email,
      name: request.name,
      code_challenge: request.codeChallenge,
      code_challenge_method: "S256",
      scopes: request.scopes,
      // Without a region the EU host forwards to the US.
      configuration: {
        region: request.region,
        organization_name: request.organizationName,
      },
    },
  });
  if (answer.type === "oauth") return { type: "oauth", code: answer.oauth.code };
  if (answer.type === "registering") return { type: "registering", retryAfterSeconds: answer.retry_after };
  return consentAnswer(config, request.region, answer.requires_auth.url);
}

// The browser is redirected to this URL, and `state` becomes the callback's CSRF token, so both are checked.
function consentAnswer(config: ClientConfig, region: Region, rawUrl: string): AccountAnswer {
  const url = new URL(rawUrl);
  const state = url.searchParams.get("state");
  const ours = url.origin === new URL(config.baseUrls[region]).origin;
  if (!ours || !state || !/^[\w-]{1,256}$/.test(state)) throw new PostHogError("unexpected_response");
  return { type: "requires_auth", url: url.href, state };
}
