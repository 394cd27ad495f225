import type { Region } from "../core/region";
import type { Body } from "../http/body";
import { Refusal } from "../http/refusal";
import { readExpiry, readMoment, readObject, readString, readStrings } from "./fields";

/** Clock skew that PostHog tolerates in `terms_accepted_at`. */
const CLOCK_SKEW_MS = 5 * 60_000;

export interface AccountRequest {
  id: string;
  email: string;
  name: string;
  scopes: string[];
  configuration: Record<string, unknown>;
  codeChallenge: string | undefined;
  codeChallengeMethod: string;
}

/** Validates the body in PostHog's order: field types, then the e-mail address, then the times. */
export function readAccountRequest(region: Region, body: Body): AccountRequest {
  const id = readString(body, "id", { keepsSpace: true }) ?? "";
  const email = readString(body, "email") ?? "";
  const name = readString(body, "name") ?? "";
  const scopes = readStrings(body, "scopes");
  const expiresAt = readString(body, "expires_at");
  const configuration = readObject(body, "configuration");
  const codeChallenge = readString(body, "code_challenge") || undefined;
  const codeChallengeMethod = readString(body, "code_challenge_method") || "S256";
  const readsTerms = region.settings.switches.termsInAccountRequests;
  const termsAcceptedAt = readsTerms ? readMoment(body, "terms_accepted_at") : null;
  if (email === "") throw new Refusal(400, "invalid_request", "email is required");
  const expiry = readExpiry(expiresAt);
  const now = region.clock.now();
  if (expiry !== null && expiry < now) throw new Refusal(400, "expired", "Account request has expired");
  if (termsAcceptedAt !== null && termsAcceptedAt > now + CLOCK_SKEW_MS) {
    throw new Refusal(
      400,
      "invalid_request",
      "terms_accepted_at is in the future. Send the time the end user accepted PostHog's terms of service.",
    );
  }
  return { id, email, name, scopes, configuration, codeChallenge, codeChallengeMethod };
}

export function checkCodeChallenge({ codeChallenge, codeChallengeMethod }: AccountRequest): void {
  if (codeChallenge === undefined) return;
  if (codeChallengeMethod !== "S256") {
    throw new Refusal(400, "invalid_request", "Only S256 code_challenge_method is supported");
  }
  if (!/^[A-Za-z0-9_-]{43,128}$/.test(codeChallenge)) {
    throw new Refusal(
      400,
      "invalid_request",
      "code_challenge must be 43-128 characters using base64url charset",
    );
  }
}

/** The region that an account request names. The default is the US, even on the EU host. */
export function readRegion(configuration: Record<string, unknown>): string {
  const { region } = configuration;
  return typeof region === "string" && region !== "" ? region.toUpperCase() : "US";
}
