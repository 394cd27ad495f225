import { expect } from "@playwright/test";
import { z } from "zod";
import { type Answer, read, readText } from "./answer";
import type { Client } from "./clients";
import { newPkce } from "./proof";
import type { Region } from "./region";

type Fields = Record<string, unknown>;

export interface Grant {
  code: string;
  verifier: string;
}

export interface Tokens {
  access: string;
  refresh: string;
  email: string;
  organizationId: string;
  /** The project that the user's account began with. */
  teamId: number;
}

let people = 0;

/** An address that no other test uses. */
export function newEmail(): string {
  people += 1;
  return `person-${people}@burrow.example`;
}

export async function postAccountRequest(
  region: Region,
  client: Client,
  fields: Fields = {},
): Promise<Answer> {
  return region.post("provisioning/account_requests", {
    id: "req_1",
    email: newEmail(),
    scopes: ["query:read", "project:read"],
    configuration: { region: region.name },
    code_challenge: newPkce().challenge,
    code_challenge_method: "S256",
    ...(await client.proof(region)),
    ...fields,
  });
}

export async function newUserCode(
  region: Region,
  client: Client,
  email = newEmail(),
  fields: Fields = {},
): Promise<Grant> {
  const { verifier, challenge } = newPkce();
  const answer = await postAccountRequest(region, client, { email, code_challenge: challenge, ...fields });
  expect(answer.status, answer.text).toBe(200);
  return { code: readText(answer.body, "oauth", "code"), verifier };
}

export async function exchange(
  region: Region,
  client: Client,
  grant: Grant,
  fields: Fields = {},
): Promise<Answer> {
  return region.post("oauth/token", {
    grant_type: "authorization_code",
    code: grant.code,
    code_verifier: grant.verifier,
    ...(await client.proof(region)),
    ...fields,
  });
}

export async function refresh(
  region: Region,
  client: Client,
  refreshToken: string,
  fields: Fields = {},
): Promise<Answer> {
  return region.post("oauth/token", {
    grant_type: "refresh_token",
    refresh_token: refreshToken,
    ...(await client.proof(region)),
    ...fields,
  });
}

const tokenBody = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  account: z.object({
    id: z.string(),
    available_teams: z.array(z.object({ id: z.number(), name: z.string() })),
  }),
});

export async function redeem(region: Region, client: Client, grant: Grant, email = ""): Promise<Tokens> {
  const answer = await exchange(region, client, grant);
  expect(answer.status, answer.text).toBe(200);
  const { access_token, refresh_token, account } = tokenBody.parse(answer.body);
  const [team] = account.available_teams;
  return {
    access: access_token,
    refresh: refresh_token,
    email,
    organizationId: account.id,
    teamId: team?.id ?? 0,
  };
}

/** A new user with an account, and the client's tokens for it. */
export async function newTokens(
  region: Region,
  client: Client,
  email = newEmail(),
  fields: Fields = {},
): Promise<Tokens> {
  return redeem(region, client, await newUserCode(region, client, email, fields), email);
}

export async function refreshed(region: Region, client: Client, tokens: Tokens): Promise<Tokens> {
  const answer = await refresh(region, client, tokens.refresh);
  expect(answer.status, answer.text).toBe(200);
  const [access, next] = ["access_token", "refresh_token"].map((name) =>
    z.string().parse(read(answer.body, name)),
  );
  return { ...tokens, access: access ?? "", refresh: next ?? "" };
}
