import { expect } from "@playwright/test";
import { type Answer, expectAnswer, read, readText } from "./answer";
import { createUser, findUser, logIn, type User } from "./people";
import { bearer, type Region } from "./region";

/** The key of an admin of the partner's organization, which allows everything that its owner may do. */
export const ADMIN = bearer("phx_sandbox_partner_admin");
export const PARTNER = "partner@example.com";
export const UNKNOWN_UUID = "0198c1d2-7b1a-0000-8f1e-3a5c9e6b2d10";

type Headers = Record<string, string | undefined>;
export type Method = "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Sends JSON, unless there is nothing to send. */
export function call(
  region: Region,
  method: Method,
  path: string,
  headers: Headers = ADMIN,
  fields?: unknown,
): Promise<Answer> {
  if (fields === undefined) return region.send(path, { method, headers });
  const body = JSON.stringify(fields);
  return region.send(path, { method, headers: { "content-type": "application/json", ...headers }, body });
}

export async function organizationOf(region: Region, email = PARTNER): Promise<string> {
  const [organization] = (await findUser(region, email)).organizations;
  if (!organization) throw new Error(`${email} belongs to no organization.`);
  return organization.id;
}

export async function projectOf(region: Region, email = PARTNER): Promise<number> {
  const [project] = (await findUser(region, email)).organizations.flatMap(({ projects }) => projects);
  if (!project) throw new Error(`${email} has no project.`);
  return project.id;
}

interface KeyLimits {
  scoped_teams?: number[];
  scoped_organizations?: string[];
}

/** A personal API key that someone made for themselves, as a header. */
export async function keyOf(region: Region, email: string, scopes: string[], limits: KeyLimits = {}) {
  const { id } = await findUser(region, email);
  const made = await region.control("POST", "personal_api_keys", { user_id: id, scopes, ...limits });
  return bearer(readText(made, "value"));
}

let people = 0;

/** Someone new in the partner's organization. */
export function newColleague(region: Region, level = "member"): Promise<User> {
  people += 1;
  const organizations = [{ name: "Acme Partner", level, projects: [] }];
  return createUser(region, { email: `colleague-${people}@acme.example`, organizations });
}

/** The headers of a browser whose log-in is too old for sensitive actions. */
export async function staleLogIn(region: Region, email = PARTNER) {
  const { id } = await findUser(region, email);
  const session = await region.control("POST", `users/${id}/session`, { stale: true });
  return { cookie: readText(session, "cookie"), "x-csrftoken": readText(session, "csrf_token") };
}

export const session = (region: Region, email = PARTNER) => logIn(region, email);

/** The framework's complete error body. */
export function expectError(
  answer: Answer,
  status: number,
  type: string,
  code: string,
  detail: unknown,
  attr: string | null = null,
): void {
  expectAnswer(answer, status, { type, code, detail, attr });
}

export const expectUnauthenticated = (answer: Answer, code: string, detail: string) =>
  expectError(answer, 401, "authentication_error", code, detail);

export const expectForbidden = (answer: Answer, detail: string, code = "permission_denied") =>
  expectError(answer, 403, "authentication_error", code, detail);

export const expectInvalid = (answer: Answer, attr: string | null, code: string, detail: unknown) =>
  expectError(answer, 400, "validation_error", code, detail, attr);

export const expectMissing = (answer: Answer, detail = "Not found.") =>
  expectError(answer, 404, "invalid_request", "not_found", detail);

export const expectBroken = (answer: Answer) =>
  expectError(answer, 500, "server_error", "error", "A server error occurred.");

export const TOKENS = "/api/organizations/@current/cimd_verification_tokens";
export const PROXIES = "/api/organizations/@current/proxy_records";
export const KEYS = "/api/projects/@current/project_secret_api_keys";
export const CIMD_URL = "https://partner.example/client.json";

async function create(region: Region, path: string, fields: unknown, headers: Headers): Promise<Answer> {
  const answer = await call(region, "POST", path, headers, fields);
  expect(answer.status, answer.text).toBe(201);
  return answer;
}

export async function newToken(region: Region, fields = {}, headers: Headers = ADMIN) {
  const { body } = await create(
    region,
    TOKENS,
    { label: "Production", cimd_url: CIMD_URL, ...fields },
    headers,
  );
  return { id: readText(body, "id"), value: readText(body, "value"), body };
}

let domains = 0;

export async function newProxy(region: Region, fields = {}, headers: Headers = ADMIN) {
  domains += 1;
  const { body } = await create(region, PROXIES, { domain: `e${domains}.shop.example`, ...fields }, headers);
  return { id: readText(body, "id"), domain: readText(body, "domain"), body };
}

export async function newSecretKey(region: Region, fields = {}, headers: Headers = ADMIN) {
  const wanted = { label: "Server", scopes: ["endpoint:read"], ...fields };
  const { body } = await create(region, KEYS, wanted, headers);
  return { id: readText(body, "id"), value: readText(body, "value"), body };
}

/** Moves a proxy record as DNS, certificates and the monitor would. */
export function advance(region: Region, id: string, change: Record<string, unknown> = {}): Promise<unknown> {
  return region.control("POST", `proxy_records/${id}/advance`, change);
}

export async function statusOf(region: Region, id: string): Promise<string> {
  return readText((await call(region, "GET", `${PROXIES}/${id}`)).body, "status");
}

export async function countOf(region: Region, path: string, headers: Headers = ADMIN): Promise<number> {
  return Number(read((await call(region, "GET", path, headers)).body, "count"));
}
