import { expect, test } from "@playwright/test";
import { configureClient } from "../../lib/posthog/client";
import { mintDeepLink } from "../../lib/posthog/deep-links";
import { introspectToken } from "../../lib/posthog/introspection";
import { readProjectName } from "../../lib/posthog/project-name";
import { provisionProject } from "../../lib/posthog/resources";

const access = { region: "US", accessToken: "pha_a" } as const;

/** A client whose PostHog gives every request this answer, and the requests it got. */
function answering(answer: () => Response) {
  const seen: Request[] = [];
  const config = configureClient({
    baseUrls: { US: "https://us.example", EU: "https://eu.example" },
    clientId: "https://app.example/.well-known/posthog-client.json",
    userAgent: "burrow/1.2.3",
    fetch: async (input, init) => {
      seen.push(new Request(input, init));
      return answer();
    },
  });
  return { config, seen };
}

const project = () =>
  Response.json({
    status: "complete",
    id: "7",
    complete: { access_configuration: { api_key: "phc_a", host: "https://us.example" } },
  });

test("every request names the app and its version", async () => {
  const { config, seen } = answering(project);
  await provisionProject(config, access);
  expect(seen[0]?.headers.get("user-agent")).toBe("burrow/1.2.3");
});

test.describe("a project is requested", () => {
  test("with nothing but what was given", async () => {
    const { config, seen } = answering(project);
    await provisionProject(config, access);
    expect(await seen[0]?.json()).toEqual({});
  });

  test("with the partner's own id, a name, a plan and a label", async () => {
    const { config, seen } = answering(project);
    const more = { projectId: "site-1", projectName: "Shop", serviceId: "analytics", labelPrefix: "Burrow" };
    expect(await provisionProject(config, { ...access, ...more })).toMatchObject({ id: "7" });
    expect(await seen[0]?.json()).toEqual({
      project_id: "site-1",
      configuration: { project_name: "Shop" },
      service_id: "analytics",
      label_prefix: "Burrow",
    });
  });
});

test("a purpose that PostHog does not know is a refusal of its own", async () => {
  const error = { code: "unsupported_purpose", message: "Unsupported purpose: x. Supported: dashboard" };
  const { config } = answering(() => Response.json({ error }, { status: 400 }));
  await expect(mintDeepLink(config, access)).rejects.toMatchObject({ code: "unsupported_purpose" });
});

test.describe("an access token asks about itself", () => {
  test("with a form, and learns its scopes and projects", async () => {
    const { config, seen } = answering(() =>
      Response.json({ active: true, scope: "query:read project:read", scoped_teams: [7, 9] }),
    );
    expect(await introspectToken(config, access)).toEqual({
      isActive: true,
      scopes: ["query:read", "project:read"],
    });
    expect(seen[0]?.url).toBe("https://us.example/oauth/introspect/");
    expect(seen[0]?.headers.get("authorization")).toBe("Bearer pha_a");
    expect(await seen[0]?.text()).toBe("token=pha_a");
  });

  for (const [what, answer] of [
    ["has no such endpoint", () => new Response("<html></html>", { status: 404 })],
    ["does not know the token there", () => Response.json({ detail: "no" }, { status: 403 })],
    ["answers something else", () => new Response("<html></html>")],
  ] as const) {
    test(`and learns nothing where the server ${what}`, async () => {
      expect(await introspectToken(answering(answer).config, access)).toBeNull();
    });
  }

  test("and hears of a token that has ended", async () => {
    const { config } = answering(() => Response.json({ active: false }));
    expect(await introspectToken(config, access)).toMatchObject({ isActive: false, scopes: [] });
  });

  test("and a failure stays one", async () => {
    const { config } = answering(() => new Response("", { status: 503 }));
    await expect(introspectToken(config, access)).rejects.toMatchObject({ details: { status: 503 } });
  });
});

test("a project's name is read at its own address", async () => {
  const { config, seen } = answering(() => Response.json({ id: 7, name: "Shop", organization: "o" }));
  const name = await readProjectName(config, { region: "EU", credential: "pha_a", projectId: "7" });
  expect(name).toEqual({ name: "Shop", organizationId: "o" });
  expect(seen[0]?.url).toBe("https://eu.example/api/projects/7/");
});
