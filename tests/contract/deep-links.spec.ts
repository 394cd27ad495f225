import { expectAnswer, expectRedirect, expectStatus, readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newTokens } from "./support/grants";
import { bearer, type Region } from "./support/region";

const BLOCKED =
  "This endpoint is not available for this partner's tier. Publish a JWKS document or verify your organization to raise your tier.";
const BAD_PATH = "path must be a relative in-app path beginning with a single '/'";

const mint = (region: Region, token: string, fields: Record<string, unknown> = {}) =>
  region.post("provisioning/deep_links", fields, bearer(token));

const badPaths = [
  "insights",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\evil",
  "https://evil.example/",
  "/in sights",
  "/in\tsights",
  "/in\nsights",
  "/in\u007fsights",
  "/in\u0085sights",
  " /insights",
  `/${"a".repeat(2000)}`,
  5,
  true,
  ["/a"],
  { path: "/a" },
];

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a link opens the token's first project, for ten minutes", async ({ us, partner }) => {
      await us.freeze();
      const client = await register(us, partner, { isConfidential: profile === "current" });
      const { access, teamId } = await newTokens(us, client);
      const answer = await mint(us, access);
      expectAnswer(answer, 200, {
        purpose: "dashboard",
        url: expect.stringMatching(
          new RegExp(`^${us.origin}/agentic/login\\?token=[\\w-]{43}&team_id=${teamId}$`),
        ),
        expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/),
      });
      expect(Date.parse(readText(answer.body, "expires_at"))).toBe((await us.now()) + 600_000);
    });

    test("every call makes another link", async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential: profile === "current" });
      const { access } = await newTokens(us, client);
      const [first, second] = [await mint(us, access), await mint(us, access)];
      expect(readText(first.body, "url")).not.toBe(readText(second.body, "url"));
    });

    test("a partner whose flag is off gets no links", async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential: profile === "current" });
      await us.setClient(client.id, { can_issue_deep_links: false });
      const { access } = await newTokens(us, client);
      const message = "Deep links are not enabled for this partner";
      expectStatus(await mint(us, access), 403, "deep_links_not_enabled", message);
      expectStatus(await mint(us, access, { path: "//bad" }), 403, "deep_links_not_enabled", message);
    });
  });
}

test.describe("of a confidential partner", () => {
  for (const purpose of ["insights", "anything at all"]) {
    test(`the purpose '${purpose}' is echoed`, async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential: true });
      const { access } = await newTokens(us, client);
      expect((await mint(us, access, { purpose })).body).toMatchObject({ purpose });
    });
  }

  test("a purpose that is no text is refused", async ({ us, partner }) => {
    const client = await register(us, partner, { isConfidential: true });
    const { access } = await newTokens(us, client);
    const answer = await mint(us, access, { purpose: [] });
    expectStatus(answer, 400, "invalid_request", "purpose: Not a valid string.");
  });

  for (const path of badPaths) {
    test(`the path ${JSON.stringify(path).slice(0, 40)} is refused`, async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential: true });
      const { access } = await newTokens(us, client);
      expectStatus(await mint(us, access, { path }), 400, "invalid_path", BAD_PATH);
    });
  }

  const goodPaths = [
    "/",
    "/insights",
    "/project/1/insights?filter=a#top",
    "/a%20b%2F%5C",
    `/${"a".repeat(1999)}`,
    "/é",
    "",
    null,
    0,
    false,
  ];

  for (const path of goodPaths) {
    test(`the path ${JSON.stringify(path).slice(0, 40)} is fine`, async ({ us, partner }) => {
      const client = await register(us, partner, { isConfidential: true });
      const { access } = await newTokens(us, client);
      const answer = await mint(us, access, { path });
      expect(answer.status, answer.text).toBe(200);
    });
  }

  test("a partner may get no links until an operator allows them", async ({ us, partner }) => {
    const client = await register(us, partner);
    await us.setClient(client.id, { rate_limits: { deep_links: 100 } });
    const { access } = await newTokens(us, client);
    const message = "Deep links are not enabled for this partner";
    expectStatus(await mint(us, access), 403, "deep_links_not_enabled", message);
    await us.setClient(client.id, { can_issue_deep_links: true });
    expect((await mint(us, access)).status).toBe(200);
  });
});

test("a public partner's tier has no links, whatever its flag", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access } = await newTokens(us, client);
  for (const can_issue_deep_links of [false, true]) {
    await us.setClient(client.id, { can_issue_deep_links });
    const answer = await mint(us, access, { path: "//bad" });
    expectStatus(answer, 403, "forbidden", BLOCKED);
    expect(answer.headers.get("ratelimit-limit")).toBeNull();
  }
});

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("a public partner gets links as soon as its flag allows", async ({ us, partner }) => {
    const client = await register(us, partner);
    const { access } = await newTokens(us, client);
    expect((await mint(us, access)).status).toBe(200);
  });

  const unsupported = (sent: unknown) => ({
    error: { code: "unsupported_purpose", message: `Unsupported purpose: ${sent}. Supported: dashboard` },
  });

  for (const purpose of ["insights", "Dashboard", " dashboard ", ""]) {
    test(`the purpose '${purpose}' is refused, without status and id`, async ({ us, partner }) => {
      const { access } = await newTokens(us, await register(us, partner));
      expectAnswer(await mint(us, access, { purpose }), 400, unsupported(purpose));
    });
  }

  for (const purpose of [5, true, ["dashboard"], { name: "dashboard" }]) {
    test(`the purpose ${JSON.stringify(purpose)} is refused like any other`, async ({ us, partner }) => {
      const { access } = await newTokens(us, await register(us, partner));
      const answer = await mint(us, access, { purpose });
      const message = expect.stringMatching(/^Unsupported purpose: .+\. Supported: dashboard$/);
      expectAnswer(answer, 400, { error: { code: "unsupported_purpose", message } });
    });
  }

  test("the purpose dashboard may be said", async ({ us, partner }) => {
    const { access } = await newTokens(us, await register(us, partner));
    expect((await mint(us, access, { purpose: "dashboard" })).body).toMatchObject({ purpose: "dashboard" });
  });

  test("the partner's flag is reported before a wrong purpose", async ({ us, partner }) => {
    const client = await register(us, partner);
    await us.setClient(client.id, { can_issue_deep_links: false });
    const { access } = await newTokens(us, client);
    const answer = await mint(us, access, { purpose: "insights" });
    expectStatus(answer, 403, "deep_links_not_enabled", "Deep links are not enabled for this partner");
  });

  test("the API version is reported before a wrong purpose", async ({ us, partner }) => {
    const { access } = await newTokens(us, await register(us, partner));
    const headers = { ...bearer(access), "API-Version": undefined };
    const answer = await us.post("provisioning/deep_links", { purpose: "insights" }, headers);
    expect(readText(answer.body, "error", "code")).toBe("invalid_api_version");
  });

  for (const path of ["/insights", ...badPaths]) {
    test(`the path ${JSON.stringify(path).slice(0, 40)} is not read`, async ({ us, partner }) => {
      const { access, teamId } = await newTokens(us, await register(us, partner));
      const answer = await mint(us, access, { path });
      expect(answer.status, answer.text).toBe(200);
      const opened = await us.get(readText(answer.body, "url").slice(us.origin.length));
      expectRedirect(opened, `/project/${teamId}`);
    });
  }
});
