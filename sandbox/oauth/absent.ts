import { readBody } from "../http/body";
import { notFound } from "../http/errors";
import { oauthEnvelope, Refusal } from "../http/refusal";
import { answering } from "../provisioning/answering";

/** Endpoints that the metadata names but no partner calls. */
export const ABSENT_PATHS = [
  "/oauth/authorize",
  "/oauth/register",
  "/oauth/userinfo",
  "/.well-known/jwks.json",
];

export function answerAbsent(): never {
  throw notFound("This endpoint of PostHog's general OAuth server is not part of the sandbox.");
}

/** The general server does not know the authorization codes that the provisioning API issues. */
export function refuseProvisioningCodes() {
  return answering(oauthEnvelope, async (c) => {
    const { fields } = await readBody(c);
    if (fields.grant_type !== "authorization_code") return answerAbsent();
    throw new Refusal(400, "invalid_grant", "Invalid or expired authorization code");
  });
}
