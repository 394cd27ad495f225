import { read, readText } from "./support/answer";
import { expect, PROFILES, test } from "./support/fixtures";
import {
  ADMIN,
  CIMD_URL,
  call,
  countOf,
  expectError,
  expectForbidden,
  expectInvalid,
  newColleague,
  newToken,
  session,
  TOKENS,
} from "./support/management";
import { deleteUser } from "./support/people";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/;
const FEW_SLASHES =
  "CIMD metadata URL must include a path component. A URL ending only in slashes normalizes to no path and could never verify.";

const create = (region: Parameters<typeof call>[0], fields: unknown) =>
  call(region, "POST", TOKENS, ADMIN, fields);

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });
    const bound = profile === "current" ? { cimd_url: CIMD_URL } : {};

    test("a new token is shown whole, once", async ({ us }) => {
      const { body, id, value } = await newToken(us);
      expect(value).toMatch(/^phvt_[0-9A-Za-z]{40,}$/);
      const shown = {
        id: expect.stringMatching(UUID),
        label: "Production",
        ...bound,
        mask_value: `phvt...${value.slice(-4)}`,
        created_by: {
          id: expect.any(Number),
          uuid: expect.any(String),
          distinct_id: expect.any(String),
          first_name: "Pat",
          last_name: "Partner",
          email: "partner@example.com",
          is_email_verified: true,
          hedgehog_config: null,
          role_at_organization: null,
        },
        created_at: expect.stringMatching(TIME),
        last_used_at: null,
      };
      expect(body).toEqual({ ...shown, value });
      expect((await call(us, "GET", `${TOKENS}/${id}`)).body).toEqual(shown);
      const { body: list } = await call(us, "GET", TOKENS);
      expect(list).toEqual({ count: 1, next: null, previous: null, results: [shown] });
    });

    test("a token is deleted for good", async ({ us }) => {
      const { id } = await newToken(us);
      const answer = await call(us, "DELETE", `${TOKENS}/${id}`);
      expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: "" });
      expect(await countOf(us, TOKENS)).toBe(0);
    });

    for (const [words, label, code, detail] of [
      ["nothing", undefined, "required", "This field is required."],
      ["nothing at all", null, "null", "This field may not be null."],
      ["space", "  ", "blank", "This field may not be blank."],
      ["a flag", true, "invalid_input", "Not a valid string."],
      ["a list", ["x"], "invalid_input", "Not a valid string."],
      ["41 letters", "x".repeat(41), "max_length", "Ensure this field has no more than 40 characters."],
    ] as const) {
      test(`${words} is no label`, async ({ us }) => {
        expectInvalid(await create(us, { label, ...bound }), "label", code, detail);
      });
    }

    test("a label is trimmed, may be a number, and may be used twice", async ({ us }) => {
      for (const [sent, kept] of [
        [`  ${"x".repeat(40)} `, "x".repeat(40)],
        [2026, "2026"],
        ["2026", "2026"],
      ]) {
        expect(readText((await newToken(us, { label: sent })).body, "label")).toBe(kept);
      }
    });
  });
}

for (const [words, cimd_url, code, detail] of [
  ["nothing", undefined, "required", "This field is required."],
  ["nothing at all", null, "null", "This field may not be null."],
  ["space", " ", "blank", "This field may not be blank."],
  [
    "a very long URL",
    `https://a.example/${"x".repeat(2048)}`,
    "max_length",
    "Ensure this field has no more than 2048 characters.",
  ],
  ["another scheme", "ftp://a.example/c", "invalid_input", "CIMD metadata URL must use HTTPS"],
  ["a scheme in capitals", "HTTPS://a.example/c", "invalid_input", "CIMD metadata URL must use HTTPS"],
  ["plain http elsewhere", "http://a.example/c", "invalid_input", "CIMD metadata URL must use HTTPS"],
  ["half an address", "https://[::1/c", "invalid_input", "Invalid URL"],
  ["a fragment", "https://a.example/c#f", "invalid_input", "CIMD metadata URL must not contain a fragment"],
  ["userinfo", "https://u:p@a.example/c", "invalid_input", "CIMD metadata URL must not contain userinfo"],
  ["no path", "https://a.example", "invalid_input", "CIMD metadata URL must include a path component"],
  ["the root", "https://a.example/", "invalid_input", "CIMD metadata URL must include a path component"],
  [
    "a query",
    "https://a.example/c?x=1",
    "invalid_input",
    "CIMD metadata URL must not contain query parameters",
  ],
  ["a port in words", "https://a.example:http/c", "invalid_input", "CIMD metadata URL has an invalid port."],
  ["a huge port", "https://a.example:65536/c", "invalid_input", "CIMD metadata URL has an invalid port."],
  ["only slashes", "https://a.example//", "invalid_input", FEW_SLASHES],
  [
    "a fragment before userinfo",
    "https://u@a.example#f",
    "invalid_input",
    "CIMD metadata URL must not contain a fragment",
  ],
  [
    "no path before a query",
    "https://a.example/?x",
    "invalid_input",
    "CIMD metadata URL must include a path component",
  ],
  [
    "a query before a port",
    "https://a.example:x/c?x",
    "invalid_input",
    "CIMD metadata URL must not contain query parameters",
  ],
] as const) {
  test(`a metadata URL with ${words} is refused`, async ({ us }) => {
    expectInvalid(await create(us, { label: "L", cimd_url }), "cimd_url", code, detail);
  });
}

for (const [sent, kept] of [
  ["  https://A.Example/Client.JSON ", "https://a.example/Client.JSON"],
  ["https://a.example:443/c", "https://a.example/c"],
  ["https://a.example:8443/c", "https://a.example:8443/c"],
  ["https://a.example/c///", "https://a.example/c"],
  ["https://a.example/%7Ec/d;v=1", "https://a.example/%7Ec/d"],
  ["http://localhost:3000/c", "http://localhost:3000/c"],
] as const) {
  test(`the metadata URL "${sent}" is kept as ${kept}`, async ({ us }) => {
    expect(readText((await newToken(us, { cimd_url: sent })).body, "cimd_url")).toBe(kept);
  });
}

test("a bad label is told before a bad URL", async ({ us }) => {
  expectInvalid(await create(us, {}), "label", "required", "This field is required.");
});

test("a bound token cannot be bound again, to whatever", async ({ us }) => {
  const { id } = await newToken(us);
  const detail =
    "This token is already bound to a CIMD URL and cannot be re-pointed here. Reissue the token instead.";
  for (const fields of [
    {},
    { cimd_url: CIMD_URL },
    { cimd_url: "https://other.example/c" },
    { label: "x" },
  ]) {
    const answer = await call(us, "PATCH", `${TOKENS}/${id}`, ADMIN, fields);
    expectInvalid(answer, "cimd_url", "invalid_input", detail);
  }
});

test("a malformed URL is told before the binding", async ({ us }) => {
  const { id } = await newToken(us);
  const answer = await call(us, "PATCH", `${TOKENS}/${id}`, ADMIN, { cimd_url: "http://a.example/c" });
  expectInvalid(answer, "cimd_url", "invalid_input", "CIMD metadata URL must use HTTPS");
});

test("a token is not replaced", async ({ us }) => {
  const { id } = await newToken(us);
  const answer = await call(us, "PUT", `${TOKENS}/${id}`, ADMIN, { label: "x", cimd_url: CIMD_URL });
  expectError(answer, 405, "invalid_request", "method_not_allowed", 'Method "PUT" not allowed.');
});

test("a token whose maker is gone was made by no one", async ({ us }) => {
  const { email } = await newColleague(us, "admin");
  const { id } = await newToken(us, {}, await session(us, email));
  await deleteUser(us, email);
  expect(read((await call(us, "GET", `${TOKENS}/${id}`)).body, "created_by")).toBeNull();
});

test.describe("when strict", () => {
  test.use({ strict: true });

  test("a metadata URL on this machine must use https too", async ({ us }) => {
    const answer = await create(us, { label: "L", cimd_url: "http://localhost:3000/c" });
    expectInvalid(answer, "cimd_url", "invalid_input", "CIMD metadata URL must use HTTPS");
  });
});

test.describe("in profile documented", () => {
  test.use({ profile: "documented" });

  test("a metadata URL is neither wanted nor kept", async ({ us }) => {
    const { body, id } = await newToken(us, { cimd_url: "nonsense" });
    expect(body).not.toHaveProperty("cimd_url");
    expect((await call(us, "GET", `${TOKENS}/${id}`)).body).not.toHaveProperty("cimd_url");
  });

  test("tokens are not changed, which a key hears otherwise than a session", async ({ us }) => {
    const { id } = await newToken(us);
    const fields = { cimd_url: CIMD_URL };
    expectForbidden(
      await call(us, "PATCH", `${TOKENS}/${id}`, ADMIN, fields),
      "This action does not support personal API key access",
    );
    const answer = await call(us, "PATCH", `${TOKENS}/${id}`, await session(us), fields);
    expectError(answer, 405, "invalid_request", "method_not_allowed", 'Method "PATCH" not allowed.');
  });
});
