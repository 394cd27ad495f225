import assert from "node:assert/strict";
import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { apiPath, pathUrl } from "../../lib/posthog/api-path";
import { getProject, removeResource, rotateCredentials } from "../../lib/posthog/resources";
import { type CallWithId, expectPathSafety } from "./support/bad-ids";

// Thousands of cases do without Playwright's own assertions, each of which would become a step of the report.
const ORIGIN = "https://us.example";
const REFUSED = "invalid_resource_id";

/** Whether an id is empty, or one or two dots in any spelling. */
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
    assert.equal(error instanceof Error && "code" in error && error.code, REFUSED);
    return undefined;
  }
}

test.describe("an id in the path of a call", () => {
  test("is exactly one segment, whatever it is, or is refused", () => {
    fc.assert(
      fc.property(ids, (id) => {
        const url = attempt(() => pathUrl(ORIGIN, apiPath`/api/projects/${id}/keys/`));
        assert.equal(url === undefined, isDotSegment(id), "is refused");
        if (!url) return;
        const [root, api, projects, segment = "", ...rest] = url.pathname.split("/");
        assert.deepEqual([root, api, projects, ...rest], ["", "api", "projects", "keys", ""]);
        assert.equal(decodeURIComponent(segment), id);
        assert.deepEqual([url.origin, url.search, url.hash], [ORIGIN, "", ""]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("does not become another one beside a second id", () => {
    fc.assert(
      fc.property(ids, ids, (one, other) => {
        const path = attempt(() => apiPath`/api/${one}/keys/${other}`);
        if (path === undefined) return assert.ok(isDotSegment(one) || isDotSegment(other));
        const segments = pathUrl(ORIGIN, path).pathname.split("/").map(decodeURIComponent);
        assert.deepEqual(segments, ["", "api", one, "keys", other]);
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
      if (url) assert.equal(url.href, ORIGIN + path);
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
