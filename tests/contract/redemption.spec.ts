import { expectRedirect, readText } from "./support/answer";
import { type Client, register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newTokens } from "./support/grants";
import { changeUser, deleteUser, findUser, logIn, requestConsent } from "./support/people";
import { bearer, type Region } from "./support/region";

const UNKNOWN = "/?error=expired_or_invalid_token";

/** A user, and a link that logs the user in; the link's address is relative to the server. */
async function newLink(region: Region, client: Client, fields: Record<string, unknown> = {}) {
  const tokens = await newTokens(region, client);
  const mint = async () => {
    const answer = await region.post("provisioning/deep_links", fields, bearer(tokens.access));
    return readText(answer.body, "url").slice(region.origin.length);
  };
  return { ...tokens, mint, link: await mint() };
}

const verify = (region: Region, email: string) => changeUser(region, email, { email_verified: true });

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });
    const options = { isConfidential: profile === "current" };

    test("a link logs a verified user in, at the project", async ({ us, partner }) => {
      const { link, email, teamId } = await newLink(us, await register(us, partner, options));
      await verify(us, email);
      const answer = await us.get(link);
      expectRedirect(answer, `/project/${teamId}`);
      expect(answer.headers.get("set-cookie")).toBeTruthy();
    });

    test("a link works once", async ({ us, partner }) => {
      const { link, email } = await newLink(us, await register(us, partner, options));
      await verify(us, email);
      await us.get(link);
      const again = await us.get(link);
      expectRedirect(again, UNKNOWN);
      expect(again.headers.get("set-cookie")).toBeNull();
    });

    test("a link lives for ten minutes", async ({ us, partner }) => {
      await us.freeze();
      const { link, mint, email, teamId } = await newLink(us, await register(us, partner, options));
      await verify(us, email);
      const second = await mint();
      await us.advance(599);
      expectRedirect(await us.get(link), `/project/${teamId}`);
      await us.advance(2);
      expectRedirect(await us.get(second), UNKNOWN);
    });
  });
}

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("a link logs an unverified user in like any other", async ({ us, partner }) => {
    const { link, email, teamId } = await newLink(us, await register(us, partner));
    const answer = await us.get(link);
    expectRedirect(answer, `/project/${teamId}`);
    expect(answer.headers.get("set-cookie")).toBeTruthy();
    expect(await findUser(us, email)).toMatchObject({ email_verified: false });
  });

  test("one address may open as many links as it likes", async ({ us }) => {
    for (let n = 0; n < 12; n += 1) expectRedirect(await us.get("/agentic/login?token=unknown"), UNKNOWN);
  });
});

test.describe("of a confidential partner", () => {
  const options = { isConfidential: true };

  test("an unverified user has to verify first, and the link is used up", async ({ us, partner }) => {
    const { link, email } = await newLink(us, await register(us, partner, options));
    const answer = await us.get(link);
    expectRedirect(answer, /^\/verify_email\/[\w-]+\?reason=partner_deep_link$/);
    expect(answer.headers.get("set-cookie")).toBeNull();
    await verify(us, email);
    expectRedirect(await us.get(link), UNKNOWN);
  });

  test("the eleventh link that an address opens in five minutes is refused, and spared", async ({
    us,
    partner,
  }) => {
    await us.freeze();
    const { link, email, teamId } = await newLink(us, await register(us, partner, options));
    await verify(us, email);
    for (let n = 0; n < 10; n += 1) expectRedirect(await us.get("/agentic/login?token=unknown"), UNKNOWN);
    const refused = await us.get(link);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("set-cookie")).toBeNull();
    await us.advance(299);
    expect((await us.get(link)).status).toBe(429);
    await us.advance(1);
    expectRedirect(await us.get(link), `/project/${teamId}`);
  });

  test("an unverified user gets a mail to verify the address", async ({ us, partner }) => {
    const { link, email } = await newLink(us, await register(us, partner, options));
    const count = async () => {
      const { messages } = Object(await us.control("GET", "mail"));
      return Array.from(messages, (message) => readText(message, "to")).filter((to) => to === email).length;
    };
    const before = await count();
    await us.get(link);
    expect(await count()).toBe(before + 1);
  });

  for (const path of ["/insights", "/project/1/insights?filter=a#top", "/a%20b%2F%5C"]) {
    test(`a link to ${path} leads there`, async ({ us, partner }) => {
      const { link, email } = await newLink(us, await register(us, partner, options), { path });
      await verify(us, email);
      expectRedirect(await us.get(link), path);
    });
  }

  test("what a link says besides its token does not matter", async ({ us, partner }) => {
    const { link, email, teamId } = await newLink(us, await register(us, partner, options));
    await verify(us, email);
    const changed = link.replace(/team_id=\d+/, "team_id=999&path=/elsewhere&next=//evil.example");
    expectRedirect(await us.get(changed), `/project/${teamId}`);
  });

  test("a link for a user who is gone says so, and is used up", async ({ us, partner }) => {
    const { link, email } = await newLink(us, await register(us, partner, options));
    await deleteUser(us, email);
    expectRedirect(await us.get(link), "/?error=user_not_found");
    expectRedirect(await us.get(link), UNKNOWN);
  });

  test("a link for a user who is locked out says so, and is used up", async ({ us, partner }) => {
    const { link, email } = await newLink(us, await register(us, partner, options));
    await changeUser(us, email, { is_active: false });
    expectRedirect(await us.get(link), "/?error=user_inactive");
    await changeUser(us, email, { is_active: true, email_verified: true });
    expectRedirect(await us.get(link), UNKNOWN);
  });

  test("being locked out is reported before an address that is not verified", async ({ us, partner }) => {
    const { link, email } = await newLink(us, await register(us, partner, options));
    await changeUser(us, email, { is_active: false, email_verified: false });
    expectRedirect(await us.get(link), "/?error=user_inactive");
  });

  test("of two clicks at once one logs in", async ({ us, partner }) => {
    const { link, email, teamId } = await newLink(us, await register(us, partner, options));
    await verify(us, email);
    const answers = await Promise.all([1, 2].map(() => us.get(link)));
    const locations = answers.map(({ headers }) => headers.get("location")).toSorted();
    expect(locations).toEqual([UNKNOWN, `/project/${teamId}`]);
  });

  test("the log-in replaces the session that was there before", async ({ us, partner }) => {
    const client = await register(us, partner, options);
    const { link, email } = await newLink(us, client);
    await verify(us, email);
    const before = await logIn(us, "existing@example.com");
    const answer = await us.get(link, { cookie: before.cookie });
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const { state } = await requestConsent(us, client, email);
    expect((await us.get(`authorize/pending/?state=${state}`, { cookie })).status).toBe(200);
    expect((await findUser(us, email)).email_verified).toBe(true);
  });

  test("a link belongs to its region", async ({ us, eu, partner }) => {
    const { link, email } = await newLink(us, await register(us, partner, options));
    await verify(us, email);
    expectRedirect(await eu.get(link), UNKNOWN);
    expectRedirect(await us.get(link), /^\/project\//);
  });
});

for (const path of ["/agentic/login", "/agentic/login?token="]) {
  test(`${path} misses its token`, async ({ us }) => {
    expectRedirect(await us.get(path), "/?error=missing_token");
  });
}

for (const token of ["unknown", "a".repeat(43), "%00", "../.."]) {
  test(`the token ${token} is unknown`, async ({ us }) => {
    expectRedirect(await us.get(`/agentic/login?token=${token}`), UNKNOWN);
  });
}
