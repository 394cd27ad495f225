import type { Context } from "hono";
import type { Region } from "../core/region";
import { readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { ApiError } from "../http/errors";
import { codeEnvelope, Refusal } from "../http/refusal";
import { answering } from "../provisioning/answering";
import { findSignedIn, hasCsrfToken, type SignedIn } from "../sessions/sessions";
import { confirmConsent } from "./confirmation";
import { describeConsent, findConsent, isAddressee, isWellFormedState } from "./pending-consent";

/** The JSON API of the consent page. */

export function pendingEndpoint(region: Region) {
  return answering(codeEnvelope, async (c) => {
    const { user } = requireSignedIn(c, region);
    const state = c.req.query("state") ?? "";
    if (!isWellFormedState(state)) throw new Refusal(400, "invalid_state", "");
    const consent = findConsent(region, state);
    if (!consent) throw new Refusal(400, "expired_or_invalid_state", "");
    if (!isAddressee(consent, user)) throw new Refusal(403, "email_mismatch", "");
    c.set("clientId", consent.client.clientId);
    return c.json(describeConsent(region, consent));
  });
}

export function confirmEndpoint(region: Region) {
  return answering(codeEnvelope, async (c) => {
    const { session, user } = requireSignedIn(c, region);
    if (!hasCsrfToken(session, c.req.header("x-csrftoken"))) throw csrfFailed();
    const { fields } = await readBody(c);
    return c.json({ redirect_url: confirmConsent(region, user, fields.state, fields.team_id) });
  });
}

function requireSignedIn(c: Context<SandboxEnv>, region: Region): SignedIn {
  const signedIn = findSignedIn(c, region);
  if (signedIn) return signedIn;
  throw new ApiError(
    401,
    "authentication_error",
    "not_authenticated",
    "Authentication credentials were not provided.",
  );
}

const csrfFailed = () =>
  new ApiError(
    403,
    "authentication_error",
    "permission_denied",
    "CSRF Failed: CSRF token missing or incorrect.",
  );
