import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { z } from "zod";
import { partnerAccess } from "../tests/e2e/support/operator";
import { createEmptyDatabase } from "../tests/support/postgres";
import { providePostgres } from "../tests/support/postgres-server";
import { freePort } from "../tests/support/processes";
import { Sandbox } from "../tests/support/sandbox";
import { browserOptions } from "./support/browser";
import { readFeatureSteps } from "./support/feature-steps";
import { PartnerClone } from "./support/partner-clone";
import * as people from "./support/partner-people";
import { close, step } from "./support/steps";

// Rehearses a partner's first day with the commands that a partner has: clones the previous version into a temporary
// folder, rebrands it, deploys it, connects users, replaces every key and token, and merges this version. Uncommitted
// changes are ignored. `--from=<commit>` starts from an older version; `--short` starts from this version with our
// installed packages and skips the upgrade.
const { values } = parseArgs({
  options: { from: { type: "string", default: "HEAD~1" }, short: { type: "boolean", default: false } },
});
const MARK =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="30"/></svg>\n';
const keysSchema = z.tuple([z.looseObject({ use_from: z.string() })], z.unknown());
const OPERATOR = "ada@harbour.example";

const thisVersion = execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).trim();
const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
const sandbox = await Sandbox.start("current");
const postgres = await providePostgres();
const database = await createEmptyDatabase(postgres.url);
const appUrl = `http://localhost:${await freePort()}`;
const clone = new PartnerClone(join(folder, "harbour"), appUrl);
const browser = await chromium.launch(browserOptions());

try {
  await step("clone", () => clone.copy(process.cwd(), values.short ? "HEAD" : values.from));
  await step("install", () => (values.short ? clone.borrowPackages() : clone.npm("setup")));
  await step("rebrand and commit", async () => {
    writeFileSync(join(folder, "mark.svg"), MARK);
    const identity = ["--name=Harbour", "--origin=https://harbour.example"];
    await clone.npm("rebrand", "--", ...identity, "--brand=#0044cc", "--logo=../mark.svg", "--yes");
    await clone.git("commit", "--quiet", "--all", "--message", "Make it Harbour");
  });
  await step("make a key to sign with", () => clone.npm("keys", "--", "add"));
  await step("configure", async () => {
    clone.configure({
      APP_URL: appUrl,
      DATABASE_URL: database.url,
      POSTHOG_US_URL: sandbox.origins.us,
      POSTHOG_EU_URL: sandbox.origins.eu,
      ALLOW_SANDBOX: "1",
      ...(await partnerAccess(sandbox)),
      OPERATORS: OPERATOR,
    });
  });
  await deploy();
  await examine();

  const ada = await visitor(OPERATOR);
  const grace = await visitor("grace@harbour.example");
  await step("connect someone new", () => people.connectNew(ada, sandbox));
  await step("connect someone who has an account", () => people.connectExisting(grace, sandbox));
  const open = async () => {
    for (const person of [ada, grace]) await people.openProject(person);
  };
  await step("open", open);
  await step("examine with a link", () => clone.npm("doctor", "--", appUrl, `--as=${OPERATOR}`));

  await step("replace the encryption key", replaceEncryptionKey);
  await step("replace the signing key, as after a leak", replaceSigningKey);
  await step("replace the project token", () => people.replaceProjectToken(ada));
  for (const { replacement } of await readFeatureSteps()) {
    if (replacement) await step(replacement.title, () => replacement.run({ ...ada, sandbox }));
  }
  await step("open with everything replaced", open);

  if (!values.short) {
    await step("take in this version", async () => {
      await clone.git("merge", "--quiet", "--no-edit", thisVersion);
      await clone.npm("setup");
    });
    await deploy();
    await step("open with the same connections", open);
    await examine();
  }
} finally {
  await clone.stop();
  await browser.close();
  await database.stop();
  await postgres.stop();
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
}
close();

async function deploy(): Promise<void> {
  await step("build what the image holds (without Docker)", () => clone.build());
  await step("bring the database up to date", () => clone.migrate());
  await step("start it", () => clone.start());
}

async function examine(): Promise<void> {
  await step("register in both regions", () => clone.npm("register"));
  await step("examine", () => clone.npm("doctor", "--", appUrl));
}

async function visitor(email: string): Promise<people.Resident> {
  return people.arrive(await browser.newContext({ baseURL: appUrl }), email);
}

async function replaceEncryptionKey(): Promise<void> {
  const old = clone.setting("ENCRYPTION_KEYS");
  const next = `next:${randomBytes(32).toString("base64url")}`;
  clone.configure({ ENCRYPTION_KEYS: `${next},${old}` });
  await clone.start();
  await clone.npm("rotate-keys");
  clone.configure({ ENCRYPTION_KEYS: next });
  await clone.start();
}

/** Skips the waiting time of a planned rotation: the new key signs at once, and PostHog is told. */
async function replaceSigningKey(): Promise<void> {
  await clone.npm("keys", "--", "add");
  const [{ use_from: _later, ...next }] = keysSchema.parse(JSON.parse(clone.setting("SIGNING_KEYS")));
  clone.configure({ SIGNING_KEYS: JSON.stringify([next]) });
  await clone.start();
  await clone.npm("register");
}
