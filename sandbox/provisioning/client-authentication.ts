import { timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { ASSERTION_TYPE, AssertionError, readUnverifiedSubject, verifyAssertion } from "../cimd/assertion";
import { refreshWhenStale } from "../cimd/registry";
import type { Region } from "../core/region";
import { hashSecret } from "../core/secrets";
import type { Body } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { Refusal } from "../http/refusal";
import type { Client } from "../store/clients";
import { checkSignature } from "./signature";
import { isConfidential } from "./tiers";

/** The client credentials in a request. */
export interface ClientProof {
  clientId: string | undefined;
  assertion: string | undefined;
  secret: string | undefined;
}

/** The body takes precedence over the query, and HTTP Basic over both. With an assertion, Basic is ignored. */
export function readClientProof(c: Context<SandboxEnv>, body: Body): ClientProof {
  const field = (name: string) => asText(body.fields[name]) ?? asText(c.req.query(name));
  const isAssertion = field("client_assertion_type") === ASSERTION_TYPE;
  const assertion = isAssertion ? field("client_assertion") : undefined;
  const basic = assertion === undefined ? readBasic(c.req.header("authorization")) : undefined;
  return {
    clientId: basic?.clientId ?? field("client_id"),
    assertion,
    secret: basic?.secret ?? asText(body.fields.client_secret),
  };
}

const asText = (value: unknown) =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;

function readBasic(header: string | undefined): { clientId: string; secret: string } | undefined {
  const encoded = header?.match(/^Basic (.+)$/)?.[1];
  if (!encoded) return undefined;
  const [, id = "", secret = ""] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
  try {
    const clientId = decodeURIComponent(id.replaceAll("+", " "));
    const plain = decodeURIComponent(secret.replaceAll("+", " "));
    return clientId && plain ? { clientId, secret: plain } : undefined;
  } catch {
    return undefined;
  }
}

const unauthorized = (message: string) => new Refusal(401, "unauthorized", message);

/** The same error for a missing client id, an unknown client, and a client that is not an active partner. */
class PartnerNotFound extends Refusal {
  constructor() {
    super(
      401,
      "unauthorized",
      "No provisioning client is registered for this client_id. Register it at POST /api/agentic/provisioning/client_registration",
    );
  }
}

/** Authenticates a partner, only by its registered method: the request cannot choose another. */
export async function authenticateClient(region: Region, proof: ClientProof): Promise<Client> {
  const client = await authenticate(region, proof);
  refreshWhenStale(region, client);
  return client;
}

/** As in the documented profile: bad credentials get a generic error, and an unknown client gives `null`. */
export async function identifyClient(
  c: Context<SandboxEnv>,
  region: Region,
  proof: ClientProof,
): Promise<Client | null> {
  const bearer = c.req
    .header("authorization")
    ?.match(/^Bearer (.+)$/)?.[1]
    ?.trim();
  const token = bearer === undefined ? undefined : region.store.accessTokens.get(bearer);
  try {
    if (region.settings.switches.signatures) await checkSignature(c, region, { isRequired: false });
    return await authenticateClient(region, token ? { ...NO_PROOF, clientId: token.clientId } : proof);
  } catch (error) {
    if (error instanceof PartnerNotFound) return null;
    throw error instanceof Refusal ? unauthorized("Authentication failed") : error;
  }
}

const NO_PROOF: ClientProof = { clientId: undefined, assertion: undefined, secret: undefined };

async function authenticate(region: Region, proof: ClientProof): Promise<Client> {
  const { assertion, secret } = proof;
  if (assertion !== undefined) {
    const client = requirePartner(region, proof.clientId ?? readUnverifiedSubject(assertion));
    if (client.tokenEndpointAuthMethod !== "private_key_jwt") {
      throw unauthorized("This client does not authenticate with a client assertion");
    }
    await verifyOrRefuse(region, client, assertion);
    return client;
  }
  const client = requirePartner(region, proof.clientId);
  if (secret !== undefined) {
    if (client.tokenEndpointAuthMethod !== "client_secret_post") {
      throw unauthorized("This client does not authenticate with a client secret");
    }
    if (!hasSecret(client, secret)) throw unauthorized("Invalid client credentials");
    return client;
  }
  if (isConfidential(client)) throw unauthorized("This client must authenticate");
  return client;
}

async function verifyOrRefuse(region: Region, client: Client, assertion: string): Promise<void> {
  try {
    await verifyAssertion(region, client, assertion);
  } catch (error) {
    throw error instanceof AssertionError ? unauthorized(error.message) : error;
  }
}

function requirePartner(region: Region, clientId: string | undefined): Client {
  const client = clientId === undefined ? undefined : region.store.clients.get(clientId);
  if (!client || !isActivePartner(client)) throw new PartnerNotFound();
  return client;
}

export const isActivePartner = (client: Client) => client.isPartner && client.active && !client.disabled;

export function hasSecret(client: Client, secret: string): boolean {
  return client.secretHash !== null && isSame(hashSecret(secret), client.secretHash);
}

const isSame = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
