import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { apiPath, pathUrl } from "../../lib/posthog/api-path";
import { getProject, removeResource, rotateCredentials } from "../../lib/posthog/resources";
import { type CallWithId, expectPathSafety } from "./support/bad-ids";

const ORIGIN = "https://us.example";
const REFUSED = { code: "invalid_resource_id" };

/** Nothing, or one or two dots, however they are written. */
const isDotSegment = (id: string): boolean => /^(?:\.|%2e){0,2}$/i.test(id);

const ids = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.string({
    unit: fc.constantFrom(".", "%2e", "%2E", "%2f", "/", "\\", "?", "#", ";", "@", "\t", "\n", " "),
  }),
);

const paths = fc
  .array(fc.oneof(ids, fc.constantFrom("/", "//", "..", "/../", "%2e%2e/")), { maxLength: 6 })
  .map((parts) => `/api/${parts.join("")}`);

function attempt<T>(build: () => T): T | undefined {
  try {
    return build();
  } catch (error) {
    expect(error).toMatchObject(REFUSED);
    return undefined;
  }
}

test.describe("an id in the path of a call", () => {
  test("is exactly one segment, whatever it is, or is refused", () => {
    fc.assert(
      fc.property(ids, (id) => {
        const url = attempt(() => pathUrl(ORIGIN, apiPath`/api/projects/${id}/keys/`));
        expect(url === undefined, "is refused").toBe(isDotSegment(id));
        if (!url) return;
        const [root, api, projects, segment = "", ...rest] = url.pathname.split("/");
        expect([root, api, projects, ...rest]).toEqual(["", "api", "projects", "keys", ""]);
        expect(decodeURIComponent(segment)).toBe(id);
        expect([url.origin, url.search, url.hash]).toEqual([ORIGIN, "", ""]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("does not become another one beside a second id", () => {
    fc.assert(
      fc.property(ids, ids, (one, other) => {
        const path = attempt(() => apiPath`/api/${one}/keys/${other}`);
        if (path === undefined) return expect(isDotSegment(one) || isDotSegment(other)).toBe(true);
        const segments = pathUrl(ORIGIN, path).pathname.split("/").map(decodeURIComponent);
        expect(segments).toEqual(["", "api", one, "keys", other]);
      }),
      { numRuns: 1_000 },
    );
  });

  test("that is half a character is refused: it has no encoding", () => {
    for (const id of ["\ud800", "a\udfff", "\ud800\ud800"]) {
      expect(() => apiPath`/api/${id}`, JSON.stringify(id)).toThrow("invalid_resource_id");
    }
  });
});

test("an address is at the very path that was meant, or is refused", () => {
  fc.assert(
    fc.property(paths, (path) => {
      const url = attempt(() => pathUrl(ORIGIN, path));
      if (url) expect(url.href).toBe(ORIGIN + path);
    }),
    { numRuns: 2_000 },
  );
  for (const path of [
    "/api/keys/../",
    "/api/./keys",
    "/api/%2e%2e/keys",
    "//evil.example/",
    "/api#keys",
    "api",
  ]) {
    expect(() => pathUrl(ORIGIN, path), path).toThrow("invalid_resource_id");
  }
});

const access = { region: "US", accessToken: "pha_token" } as const;

const CALLS: Readonly<Record<string, CallWithId>> = {
  "reading a project": (config, projectId) => getProject(config, { ...access, projectId }),
  "replacing its token": (config, projectId) => rotateCredentials(config, { ...access, projectId }),
  "removing it from the grant": (config, projectId) => removeResource(config, { ...access, projectId }),
};

for (const [what, call] of Object.entries(CALLS)) {
  test(`${what} sends nothing for an id that leads elsewhere`, () => expectPathSafety(call));
}
