import { readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newTokens } from "./support/grants";
import { call, expectForbidden, expectUnauthenticated, keyOf, PARTNER, session } from "./support/management";
import type { PartnerHost } from "./support/partner-host";
import { findUser, firstProject } from "./support/people";
import { bearer, type Region } from "./support/region";

const ONLY_PROJECTS = "API keys with scoped projects are only supported on project-based endpoints.";
const ME = "/api/users/@me/";
const ORGANIZATION = "/api/organizations/@current/";

async function connect(region: Region, partner: PartnerHost, scopes: string[]) {
  const tokens = await newTokens(region, await register(region, partner), undefined, { scopes });
  return { ...tokens, headers: bearer(tokens.access), project: `/api/projects/${tokens.teamId}/` };
}

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a connection's token reads who the user is", async ({ us, partner }) => {
      const { headers, email, organizationId, teamId } = await connect(us, partner, ["user:read"]);
      for (const path of [ME, "/api/users/@me"]) {
        const answer = await us.get(path, headers);
        expect(answer.status, answer.text).toBe(200);
        expect(answer.body).toMatchObject({
          id: expect.any(Number),
          uuid: expect.any(String),
          email,
          is_email_verified: false,
          team: { id: teamId, organization: organizationId },
          organization: { id: organizationId, name: `Burrow (${email})` },
        });
      }
    });

    for (const [name, first_name, last_name] of [
      ["Ada King Lovelace", "Ada", "King Lovelace"],
      ["Ada", "Ada", ""],
      [undefined, "", ""],
    ] as const) {
      test(`the first name of ${name ?? "a user without a name"} is the first word`, async ({
        us,
        partner,
      }) => {
        const client = await register(us, partner);
        const { access } = await newTokens(us, client, undefined, { name, scopes: ["user:read"] });
        const answer = await us.get(ME, bearer(access));
        expect(answer.body).toMatchObject({ first_name, last_name });
      });
    }

    test("a connection's token reads its project", async ({ us, partner }) => {
      const { headers, project, organizationId, teamId } = await connect(us, partner, ["project:read"]);
      const resource = await us.get(`provisioning/resources/${teamId}`, headers);
      const api_token = readText(resource.body, "complete", "access_configuration", "api_key");
      for (const path of [project, project.slice(0, -1), "/api/projects/@current/"]) {
        const answer = await us.get(path, headers);
        expect(answer.status, answer.text).toBe(200);
        expect(answer.body).toMatchObject({
          id: teamId,
          organization: organizationId,
          name: "Default project",
          api_token,
        });
      }
    });

    for (const [words, scope, path] of [
      ["the user", "user:read", () => ME],
      ["the project", "project:read", (project: string) => project],
      ["events", "query:read", (project: string) => `${project}query/`],
    ] as const) {
      test(`reading ${words} needs the scope ${scope}`, async ({ us, partner }) => {
        const { headers, project } = await connect(us, partner, ["ticket:read"]);
        const method = scope === "query:read" ? "POST" : "GET";
        const answer = await call(us, method, path(project), headers, method === "POST" ? {} : undefined);
        expectForbidden(answer, `API key missing required scope '${scope}'`);
      });
    }

    test("a project that the token is not for stays closed", async ({ us, partner }) => {
      const { headers } = await connect(us, partner, ["project:read", "query:read"]);
      const other = await firstProject(us, "existing@example.com");
      const message = `API key does not have access to the requested project: ID ${other}.`;
      expectForbidden(await us.get(`/api/projects/${other}/`, headers), message);
      expectForbidden(await us.post(`/api/projects/${other}/query/`, {}, headers), message);
    });

    for (const scopes of [["organization:read"], ["project:read"]]) {
      test(`a connection's token with ${scopes[0]} reads no organization`, async ({ us, partner }) => {
        const { headers } = await connect(us, partner, scopes);
        expectForbidden(await us.get(ORGANIZATION, headers), ONLY_PROJECTS);
      });
    }

    test("a key for the organization reads it", async ({ us }) => {
      const { organizations } = await findUser(us, PARTNER);
      const answer = await us.get(ORGANIZATION, await keyOf(us, PARTNER, ["organization:read"]));
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body).toMatchObject({ id: organizations[0]?.id, name: "Acme Partner" });
      const without = await us.get(ORGANIZATION, await keyOf(us, PARTNER, ["project:read"]));
      expectForbidden(without, "API key missing required scope 'organization:read'");
    });

    test("a key for one project reads who its user is", async ({ us }) => {
      const limits = { scoped_teams: [await firstProject(us, PARTNER)] };
      const answer = await us.get(ME, await keyOf(us, PARTNER, ["user:read"], limits));
      expect(answer.body).toMatchObject({ email: PARTNER });
    });

    test("a browser session reads all of it", async ({ us }) => {
      const browser = await session(us);
      for (const path of [ME, "/api/projects/@current/", ORGANIZATION]) {
        expect((await us.get(path, browser)).status).toBe(200);
      }
    });

    for (const path of [ME, "/api/projects/@current/", "/api/projects/@current/query/", ORGANIZATION]) {
      test(`${path} is closed without a credential, and to an unknown token`, async ({ us }) => {
        const method = path.endsWith("/query/") ? "POST" : "GET";
        const answer = await call(us, method, path, {});
        expectUnauthenticated(answer, "not_authenticated", "Authentication credentials were not provided.");
        const unknown = await call(us, method, path, bearer("pha_unknown"));
        expectUnauthenticated(unknown, "authentication_failed", "Invalid access token.");
      });
    }
  });
}
