import { expect } from "@playwright/test";
import type { Answer } from "./answer";
import type { PartnerHost, PartnerHostName } from "./partner-host";
import { ASSERTION_TYPE, type AssertionChanges, type Signer, sharedSigner } from "./proof";
import type { Region } from "./region";

export type Fields = Record<string, unknown>;

export interface ClientOptions {
  isConfidential?: boolean;
  signers?: Signer[];
  /** Merged over the metadata document; `undefined` leaves a member out. */
  document?: Fields;
  /** Merged over the document's `com.posthog` object. */
  extension?: Fields;
  host?: PartnerHostName;
  headers?: Record<string, string>;
}

/** An OAuth client as its partner sees it: a document at a URL, and perhaps a key. */
export class Client {
  constructor(
    readonly id: string,
    readonly path: string,
    readonly jwksPath: string,
    readonly document: Fields,
    readonly redirectUri: string,
    readonly signer?: Signer,
  ) {}

  /** The same client, signing with another key. */
  withSigner(signer: Signer): Client {
    return new Client(this.id, this.path, this.jwksPath, this.document, this.redirectUri, signer);
  }

  async assertion(region: Region, changes: AssertionChanges = {}): Promise<Fields> {
    if (this.signer === undefined) throw new Error("A public client has no key.");
    const now = Math.floor((await region.now()) / 1000);
    const assertion = await this.signer.sign(this.id, region.origin, now, changes);
    return { client_assertion: assertion, client_assertion_type: ASSERTION_TYPE };
  }

  /** What the client sends to identify and authenticate itself. */
  async proof(region: Region): Promise<Fields> {
    if (this.signer === undefined) return { client_id: this.id };
    return { client_id: this.id, ...(await this.assertion(region)) };
  }
}

/** Puts a client's documents on the partner's host, without telling the server about them. */
export async function publish(partner: PartnerHost, options: ClientOptions = {}): Promise<Client> {
  const { isConfidential = options.signers !== undefined, host } = options;
  const path = partner.newPath();
  const jwksPath = `${path}.jwks`;
  const signers = isConfidential ? (options.signers ?? [await sharedSigner()]) : [];
  const redirectUri = partner.url("/callback", host);
  const document = {
    client_id: partner.url(path, host),
    client_name: "Burrow",
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: isConfidential ? "private_key_jwt" : "none",
    jwks_uri: isConfidential ? partner.url(jwksPath, host) : undefined,
    "com.posthog": { provisioning: true, ...options.extension },
    ...options.document,
  };
  partner.serve(path, { body: document, headers: options.headers });
  if (isConfidential) partner.serve(jwksPath, { body: { keys: signers.map((signer) => signer.publicJwk) } });
  return new Client(partner.url(path, host), path, jwksPath, document, redirectUri, signers[0]);
}

export function postRegistration(region: Region, client: Client, fields: Fields = {}): Promise<Answer> {
  return region.post("provisioning/client_registration", { client_id: client.id, ...fields });
}

/** Registers a client the way the profile does, in every region given. */
export async function register(
  regions: Region | Region[],
  partner: PartnerHost,
  options: ClientOptions = {},
): Promise<Client> {
  const client = await publish(partner, options);
  for (const region of [regions].flat()) await registerPublished(region, client);
  return client;
}

export async function registerPublished(region: Region, client: Client): Promise<void> {
  const answer = await postRegistration(region, client);
  if (answer.status === 404) await registerByFirstUse(region, client);
  else expect(answer.status, answer.text).toBe(200);
}

/** The first use answers 202 and fetches the document in the background; an incomplete request changes nothing. */
async function registerByFirstUse(region: Region, client: Client): Promise<void> {
  const use = async () =>
    (await region.post("provisioning/account_requests", await useOf(region, client))).status;
  await expect.poll(use, { intervals: [20, 50, 200, 1000] }).toBe(400);
}

function useOf(region: Region, client: Client): Fields {
  return { client_id: client.id, configuration: { region: region.name } };
}
