import { expect } from "@playwright/test";
import { z } from "zod";
import { type Answer, readText } from "./answer";
import type { Client } from "./clients";
import { type Grant, postAccountRequest } from "./grants";
import { newPkce } from "./proof";
import type { Region } from "./region";

const userShape = z.object({
  id: z.union([z.string(), z.number()]),
  email: z.string(),
  name: z.string(),
  email_verified: z.boolean(),
  is_active: z.boolean(),
  organizations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      level: z.string(),
      projects: z.array(z.object({ id: z.number(), name: z.string() })),
    }),
  ),
});

export type User = z.infer<typeof userShape>;

export const EXISTING = "existing@example.com";
export const COLLEAGUE = "colleague@example.com";

export async function findUsers(region: Region, email: string): Promise<User[]> {
  const body = await region.control("GET", `users?${new URLSearchParams({ email })}`);
  return z.object({ users: z.array(userShape) }).parse(body).users;
}

export async function findUser(region: Region, email: string): Promise<User> {
  const [user] = await findUsers(region, email);
  if (user === undefined) throw new Error(`There is no user ${email}.`);
  return user;
}

export async function createUser(region: Region, fields: Record<string, unknown>): Promise<User> {
  return userShape.parse(await region.control("POST", "users", fields));
}

export async function changeUser(
  region: Region,
  email: string,
  fields: Record<string, unknown>,
): Promise<User> {
  const { id } = await findUser(region, email);
  return userShape.parse(await region.control("PATCH", `users/${id}`, fields));
}

export async function deleteUser(region: Region, email: string): Promise<void> {
  const { id } = await findUser(region, email);
  await region.control("DELETE", `users/${id}`);
}

/** The ids of a user's projects, in the order they were made. */
export async function projectIds(region: Region, email: string): Promise<number[]> {
  const { organizations } = await findUser(region, email);
  return organizations.flatMap(({ projects }) => projects.map(({ id }) => id));
}

export async function firstProject(region: Region, email: string): Promise<number> {
  const [id] = await projectIds(region, email);
  if (id === undefined) throw new Error(`${email} has no project.`);
  return id;
}

/** The headers of a browser in which someone is logged in. */
export async function logIn(
  region: Region,
  email: string,
): Promise<{ cookie: string; "x-csrftoken": string }> {
  const { id } = await findUser(region, email);
  const session = await region.control("POST", `users/${id}/session`, {});
  return { cookie: readText(session, "cookie"), "x-csrftoken": readText(session, "csrf_token") };
}

export interface ConsentRequest {
  state: string;
  verifier: string;
  url: string;
}

export async function requestConsent(
  region: Region,
  client: Client,
  email = EXISTING,
  fields: Record<string, unknown> = {},
): Promise<ConsentRequest> {
  const { verifier, challenge } = newPkce();
  const answer = await postAccountRequest(region, client, { email, code_challenge: challenge, ...fields });
  expect(answer.body, answer.text).toMatchObject({ type: "requires_auth" });
  const url = readText(answer.body, "requires_auth", "url");
  return { url, verifier, state: new URL(url).searchParams.get("state") ?? "" };
}

export const CONFIRM = "authorize/confirm/";

export async function postConfirm(
  region: Region,
  email: string,
  fields: Record<string, unknown>,
): Promise<Answer> {
  return region.post(CONFIRM, fields, await logIn(region, email));
}

interface ConsentOptions {
  email?: string;
  teamId?: number;
  fields?: Record<string, unknown>;
}

/** Consents as a user who already has an account, and returns the URL that the browser is then sent to. */
export async function consentRedirect(
  region: Region,
  client: Client,
  options: ConsentOptions = {},
): Promise<string> {
  return (await agree(region, client, options)).redirectUrl;
}

/** Does the same, and returns what the partner keeps: the code and its verifier. */
export async function consent(region: Region, client: Client, options: ConsentOptions = {}): Promise<Grant> {
  const { redirectUrl, verifier } = await agree(region, client, options);
  return { code: new URL(redirectUrl).searchParams.get("code") ?? "", verifier };
}

async function agree(region: Region, client: Client, { email = EXISTING, teamId, fields }: ConsentOptions) {
  const { state, verifier } = await requestConsent(region, client, email, fields);
  const team = teamId ?? (await firstProject(region, email));
  const answer = await postConfirm(region, email, { state, team_id: team });
  expect(answer.status, answer.text).toBe(200);
  return { redirectUrl: readText(answer.body, "redirect_url"), verifier };
}
