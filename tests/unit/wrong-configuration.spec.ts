import { expect, test } from "@playwright/test";
import { configuration } from "../../features";
import type { Variables } from "../../lib/platform/configuration";
import { brandingSchema } from "../../scripts/support/rebrand";
import { variablesOf, WRONG } from "./support/wrong-configurations";

const SECRET = /DATABASE_URL|SECRET|KEY|TOKEN/;

const findProblems = (variables: Variables) => configuration.flatMap((part) => part.problems(variables));

test.describe("a wrong configuration is told in one line with an example, and no value is repeated", () => {
  for (const wrong of WRONG) {
    test(wrong.what, () => {
      const problems = findProblems(variablesOf(wrong));
      expect(problems).toEqual([expect.stringMatching(wrong.says)]);
      expect(problems.join()).not.toContain("\n");
      for (const [name, value] of Object.entries(wrong.change)) {
        if (SECRET.test(name) && value.length > 3) expect(problems.join()).not.toContain(value);
      }
    });
  }
});

test("the table has at least sixty rows", () => {
  expect(WRONG.length).toBeGreaterThanOrEqual(60);
});

test("all problems are told together", () => {
  const several = {
    APP_URL: "app.example",
    PORT: "banana",
    GITHUB_SECRET: "",
    SIGNING_KEYS: "key",
    DATABASE_URL: "x",
  };
  const names = findProblems(variablesOf({ what: "", change: several, says: /./ })).map(
    (line) => line.split(":")[0],
  );
  expect(names.sort()).toEqual(Object.keys(several).sort());
});

for (const [what, address] of [
  ["special characters that are encoded", "postgresql://u:p%40ss%2F%23@localhost:5432/app"],
  ["an @ in the password", "postgresql://u:p@ss@localhost/app"],
  ["a socket as an option", "postgresql://u:p@/app?host=/var/run/postgresql"],
  ["an address of IPv6", "postgresql://u:p@[::1]:5432/app"],
  [
    "options of the driver",
    "postgres://u@db.example/app?sslmode=verify-full&application_name=app&statement_timeout=5000",
  ],
] as const) {
  test(`an address is right with ${what}`, () => {
    expect(findProblems(variablesOf({ what, change: { DATABASE_URL: address }, says: /./ }))).toEqual([]);
  });
}

for (const { what, change, says } of WRONG.filter(
  ({ change }) => "APP_URL" in change && !("NODE_ENV" in change),
)) {
  if (what.includes("quotes")) continue;
  test(`rebrand takes the same words for ${what}`, () => {
    const issues = brandingSchema.safeParse({ name: "Harbour", origin: change.APP_URL }).error?.issues ?? [];
    const [words = ""] = String(says).match(/(?<=APP_URL: )[\w ]+/) ?? [];
    expect(issues.map(({ message }) => message).join()).toContain(words.trim());
  });
}
