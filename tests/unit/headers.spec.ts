import { spawnSync } from "node:child_process";
import { expect, test } from "@playwright/test";
import { USABLE } from "./support/configuration";

/** Reads the header in another process with these variables: a process reads its variables only once. */
function hstsWith(variables: Record<string, string>): string | undefined {
  const script =
    'import { constantHeaders } from "./lib/platform/headers"; console.log(JSON.stringify(constantHeaders("/")));';
  const { stdout } = spawnSync("node_modules/.bin/tsx", ["--eval", script], {
    encoding: "utf8",
    env: { ...process.env, ...USABLE, ...variables },
  });
  return new Map<string, string>(JSON.parse(stdout)).get("strict-transport-security");
}

test("browsers keep to https for the app's own host, and for its subdomains only where that is asked for", () => {
  expect(hstsWith({ APP_URL: "https://app.example" })).toBe("max-age=63072000");
  expect(hstsWith({ APP_URL: "https://app.example", HSTS_INCLUDE_SUBDOMAINS: "1" })).toBe(
    "max-age=63072000; includeSubDomains",
  );
  expect(hstsWith({ APP_URL: "http://localhost:3000" })).toBeUndefined();
});
