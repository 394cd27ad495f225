import { spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { addSigningKey, formatSigningKeys, nextKeyStep } from "../../lib/identity/signing-key-rotation";
import { findSigningKey, signingKeysSchema } from "../../lib/identity/signing-keys";
import { makeTempFolder } from "../support/temp-folder";

const NOON = new Date("2026-01-01T12:00:00Z");
const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const read = (value: string) => signingKeysSchema.parse(value);

function keys(folder: string, args: string[], env: Record<string, string> = {}) {
  return spawnSync(resolve("node_modules/.bin/tsx"), [resolve("scripts/keys.ts"), ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, SIGNING_KEYS: "", ...env },
  });
}

const newFolder = () => makeTempFolder();
const savedKeys = (folder: string) => {
  const [, value = ""] =
    readFileSync(join(folder, ".env.local"), "utf8").match(/^SIGNING_KEYS='(.*)'$/m) ?? [];
  return read(value);
};

test.describe("a rotation", () => {
  const present = addSigningKey([], { alg: "ES256", now: at(-600), atOnce: true });

  test("publishes a new key for as long as PostHog keeps the old list before it signs", () => {
    const ring = read(formatSigningKeys(addSigningKey(present, { alg: "RS256", now: NOON, atOnce: false })));
    const [next, old] = ring;
    expect(ring.map(({ alg }) => alg)).toEqual(["RS256", "ES256"]);
    expect(findSigningKey(ring, at(119).getTime())).toBe(old);
    expect(findSigningKey(ring, at(120).getTime())).toBe(next);
    expect(nextKeyStep(ring, at(1))).toEqual({ name: "deploy", by: at(60), signsFrom: at(120) });
  });

  test("keeps the old key published for an hour after the new one has begun to sign", () => {
    const ring = addSigningKey(present, { alg: "ES256", now: NOON, atOnce: false });
    expect(nextKeyStep(ring, at(120))).toEqual({ name: "wait", until: at(180) });
    expect(nextKeyStep(ring, at(180))).toEqual({ name: "retire" });
    expect(nextKeyStep(ring.slice(0, 1), at(180))).toEqual({ name: "add" });
  });
});

test.describe("npm run keys", () => {
  test("makes a first key that signs at once, beside the secrets that are there", () => {
    const folder = newFolder();
    writeFileSync(join(folder, ".env.local"), "AUTH_SECRET=kept\n\n# A note.\n", { mode: 0o644 });
    expect(keys(folder, []).stdout).toContain("This client is public");
    const { status, stdout } = keys(folder, ["add"]);
    expect([status, stdout.includes("npm run register")]).toEqual([0, true]);
    expect(readFileSync(join(folder, ".env.local"), "utf8")).toMatch(
      /^AUTH_SECRET=kept\n\n# A note\.\nSIGNING/,
    );
    expect(statSync(join(folder, ".env.local")).mode & 0o777).toBe(0o600);
    const [key] = savedKeys(folder);
    expect(findSigningKey(savedKeys(folder))?.kid).toBe(key?.kid);
    expect(stdout).not.toContain(String(key?.privateKey.export({ format: "jwk" }).d));
  });

  test("adds a second key once, and does not let the first one go too early", () => {
    const folder = newFolder();
    expect(keys(folder, ["add"]).stderr).toContain("Run `npm run setup` first");
    writeFileSync(join(folder, ".env.local"), "AUTH_SECRET=kept\n");
    keys(folder, ["add"]);
    const [first] = savedKeys(folder);
    expect(keys(folder, ["add", "--alg=RS256"]).stdout).toMatch(/RS256 {2}published, signs from .* UTC on/);
    expect(savedKeys(folder).map(({ kid }) => kid)).toEqual([expect.any(String), first?.kid]);
    expect(findSigningKey(savedKeys(folder))?.kid).toBe(first?.kid);
    const before = readFileSync(join(folder, ".env.local"), "utf8");
    for (const command of ["add", "retire"]) {
      const { status, stderr } = keys(folder, [command]);
      expect([status, stderr]).toEqual([1, expect.stringMatching(/^Not yet\.[\s\S]*to every process by/)]);
    }
    expect(readFileSync(join(folder, ".env.local"), "utf8")).toBe(before);
  });

  test("prints the value for a secret store, and nothing else beside it", () => {
    const present = addSigningKey([], { alg: "ES256", now: at(-600), atOnce: true });
    const ring = addSigningKey(present, { alg: "ES256", now: at(-300), atOnce: false });
    const { status, stdout } = keys(newFolder(), ["retire", "--print"], {
      SIGNING_KEYS: formatSigningKeys(ring),
    });
    expect(status).toBe(0);
    expect(read(stdout).map(({ kid }) => kid)).toEqual([ring[0]?.kid]);
  });

  test("gives a deployment time before its first key signs", () => {
    const { stdout, stderr } = keys(newFolder(), ["add", "--print"]);
    expect(findSigningKey(read(stdout))).toBeUndefined();
    expect(stderr).toContain("Deploy it to every process by");
  });
});
