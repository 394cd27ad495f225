import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type Checkout, makeCheckout } from "../support/checkout";

const GOOD = { name: "Harbour & Söhne", origin: "https://harbour.example", brand: "#0044cc" };

function rebrand(checkout: Checkout, answers: Readonly<Record<string, string>>, ...more: string[]) {
  const options = Object.entries(answers).map(([name, value]) => `--${name}=${value}`);
  return checkout.run("node_modules/.bin/tsx", ["scripts/rebrand.ts", ...options, ...more]);
}

test("rebranding changes the few places where the brand lives, and leaves a project that passes its checks", () => {
  test.setTimeout(120_000);
  const checkout = makeCheckout();
  const read = (path: string) => readFileSync(join(checkout.folder, path), "utf8");
  writeFileSync(join(checkout.folder, ".git/mark.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const { status, output } = rebrand(
    checkout,
    { ...GOOD, accent: "#ffee00", logo: ".git/mark.svg", scopes: "user:read, project:read" },
    "--yes",
  );
  expect(output).toContain("This is Harbour & Söhne now");
  expect(output).toContain("https://harbour.example/.well-known/posthog-client.json");
  expect(status).toBe(0);
  expect(checkout.changes().sort()).toEqual([
    ".env.example",
    ".well-known/posthog-client.json",
    "app/globals.css",
    "app/icon.svg",
    "lib/platform/brand.ts",
    "package-lock.json",
    "package.json",
    "public/mark.svg",
  ]);
  expect(JSON.parse(read(".well-known/posthog-client.json"))).toMatchObject({
    client_name: "Harbour & Söhne",
    redirect_uris: ["/callbacks/posthog"],
    "com.posthog": { provisioning: true, scopes: ["user:read", "project:read"] },
  });
  expect(read("app/globals.css")).toContain("--brand: light-dark(#0044cc, ");
  expect(read("public/mark.svg")).not.toContain("Burrow");
  expect(JSON.parse(read("package.json"))).toMatchObject({ name: "harbour-sohne" });
  expect(checkout.run("node_modules/.bin/biome", ["check"]).output).toContain("No fixes applied");
  expect(checkout.run("npm", ["run", "--silent", "types"])).toMatchObject({ status: 0 });
});

test("rebranding refuses what is wrong, all of it at once, before it touches anything", () => {
  test.setTimeout(120_000);
  const checkout = makeCheckout();
  const refusals: [answers: Record<string, string>, words: string[]][] = [
    [{ brand: "blue" }, ["--name is missing", "--origin is missing", "--brand must look like #2f5d50"]],
    [{ ...GOOD, scopes: "project:write" }, ["must name project:read too"]],
  ];
  for (const [answers, words] of refusals) {
    const { status, output } = rebrand(checkout, answers, "--yes");
    for (const each of words) expect(output).toContain(each);
    expect(output).toContain("Nothing was changed.");
    expect(status).toBe(1);
  }
  expect(rebrand(checkout, GOOD)).toMatchObject({ status: 1, output: expect.stringContaining("Pass --yes") });
  expect(checkout.changes()).toEqual([]);
});
