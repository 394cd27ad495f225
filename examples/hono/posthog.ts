import { configureClient } from "../../lib/posthog/client.ts";
import { mintDeepLink } from "../../lib/posthog/deep-links.ts";
import { requestRegisteredAccount } from "../../lib/posthog/registered-account.ts";
import { provisionProject } from "../../lib/posthog/resources.ts";
import { createPkcePair, exchangeCode, refreshTokens } from "../../lib/posthog/tokens.ts";
import { createTokenCustody } from "../../lib/tokens/custody.ts";
import { sealTokens } from "../../lib/tokens/vault.ts";
import { connections } from "./connections.ts";

/** The public origin of this app. */
export const ORIGIN = process.env.APP_URL ?? "http://localhost:3000";
const { POSTHOG_US_URL = "https://us.posthog.com", POSTHOG_EU_URL = "https://eu.posthog.com" } = process.env;
const SCOPES = ["user:read", "project:read"];
const REGION = "US";

export const clientMetadata = {
  client_id: `${ORIGIN}/.well-known/posthog-client.json`,
  client_name: "Trellis",
  redirect_uris: [`${ORIGIN}/callbacks/posthog`],
  grant_types: ["authorization_code", "refresh_token"],
  response_types: ["code"],
  token_endpoint_auth_method: "none",
  "com.posthog": { provisioning: true, scopes: SCOPES },
};

const posthog = configureClient({
  baseUrls: { US: POSTHOG_US_URL, EU: POSTHOG_EU_URL },
  clientId: clientMetadata.client_id,
});

const custody = createTokenCustody({ store: connections, refresh: (grant) => refreshTokens(posthog, grant) });
// This app has one project per member.
const ownerOf = (member: string) => ({ userId: member, partnerProjectId: "default" });

/** What the browser that started a consent must bring back. */
export interface Flow {
  readonly member: string;
  readonly state: string;
  readonly codeVerifier: string;
}

/** Connects a member who is new to PostHog. For a member PostHog knows, returns the consent page and its flow. */
export async function connect(member: string): Promise<{ url: string; flow: Flow } | null> {
  const { codeVerifier, codeChallenge } = await createPkcePair();
  const id = crypto.randomUUID();
  const request = { id, email: member, region: REGION, scopes: SCOPES, codeChallenge } as const;
  const answer = await requestRegisteredAccount(posthog, request);
  if (answer.type === "requires_auth") {
    return { url: answer.url, flow: { member, state: answer.state, codeVerifier } };
  }
  await finish(member, answer.code, codeVerifier);
  return null;
}

/** Exchanges a code, saves the tokens before using them, and fetches the project. */
export async function finish(member: string, code: string, codeVerifier: string): Promise<void> {
  const { tokens, teams } = await exchangeCode(posthog, { region: REGION, code, codeVerifier });
  const owner = ownerOf(member);
  const sealed = sealTokens(owner, tokens);
  await connections.saveGrant(owner, { ...sealed, region: REGION, scopes: SCOPES, teams });
  await custody.withAccessToken(owner, ({ accessToken }) =>
    provisionProject(posthog, { region: REGION, accessToken }),
  );
}

/** Mints a link for one click. Whoever opens it is logged in as this member: redirect to it, and do not store it. */
export async function mintLink(member: string): Promise<string> {
  return (await custody.withAccessToken(ownerOf(member), (access) => mintDeepLink(posthog, access))).url;
}

export const isConnected = async (member: string): Promise<boolean> =>
  (await connections.read(ownerOf(member)))?.needsReconnect === false;
