import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { test as base, expect, problem } from "../e2e/support/fixtures";
import { startApp } from "../e2e/support/world";
import { makeDataDir } from "../support/data-dir";
import { freePort, type RunningProcess } from "../support/processes";
import { Sandbox } from "../support/sandbox";

const key = (id: string) => `${id}:${randomBytes(32).toString("base64url")}`;
const [OLD, NEW, OTHER] = [key("old"), key("new"), key("other")];
const AUTH_SECRET = randomBytes(32).toString("base64url");

/** An app that is restarted with other encryption keys, over the same database. */
class Deployment {
  private app: RunningProcess | undefined;

  private constructor(
    readonly appUrl: string,
    readonly sandbox: Sandbox,
    readonly dataDir: string,
  ) {}

  static async open(): Promise<Deployment> {
    const dataDir = await makeDataDir();
    return new Deployment(`http://localhost:${await freePort()}`, await Sandbox.start(), dataDir);
  }

  async startWith(...keys: string[]): Promise<void> {
    await this.app?.stop();
    this.app = await startApp(Number(new URL(this.appUrl).port), this.environment(keys));
  }

  async stop(): Promise<void> {
    await this.app?.stop();
    this.app = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.sandbox.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  rotateKeys(...keys: string[]): Promise<{ code: number; output: string }> {
    const env = { ...process.env, ...this.environment(keys) };
    return new Promise((resolve) => {
      execFile("npm", ["run", "--silent", "rotate-keys"], { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
      );
    });
  }

  private environment(keys: string[]): Record<string, string> {
    const { us, eu } = this.sandbox.origins;
    return {
      APP_URL: this.appUrl,
      AUTH_SECRET,
      DATA_DIR: this.dataDir,
      DATABASE_URL: "",
      ENCRYPTION_KEYS: keys.join(","),
      POSTHOG_US_URL: us,
      POSTHOG_EU_URL: eu,
    };
  }
}

const test = base.extend<{ deployment: Deployment }>({
  deployment: async ({}, use) => {
    const deployment = await Deployment.open();
    await deployment.startWith(OLD);
    await use(deployment);
    await deployment.close();
  },
  baseURL: async ({ deployment }, use) => use(deployment.appUrl),
});

// These tests start their app more than once.
test.describe.configure({ timeout: 135_000 });

/** Leaves the app, because an open page would go on sending requests while its app restarts. */
const leave = (page: Page) => page.goto("about:blank");

test("a connection survives a change of encryption keys, and the command says when the old one can go", async ({
  connected: page,
  deployment,
}) => {
  const refused = await deployment.rotateKeys(NEW, OLD);
  expect(refused.code).toBe(1);
  expect(refused.output).toMatch(/^\s*The embedded database is open in another process: .*\.\s*$/);
  await leave(page);
  await deployment.stop();
  const rotated = await deployment.rotateKeys(NEW, OLD);
  expect(rotated.output).toContain("2 re-encrypted");
  expect(rotated.output).toContain("new: 3 values, the writing key");
  expect(rotated.output).toContain("old is no longer needed: remove it");
  expect(rotated.code).toBe(0);
  const again = await deployment.rotateKeys(NEW, OLD);
  expect(again.output).toContain("0 re-encrypted, 2 had the new key already");
  await deployment.startWith(NEW);
  await page.goto("/connection");
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(page).toHaveURL(/\/project\/\d+$/);
});

test("tokens that no key opens mean connecting again, never a crash", async ({
  connected: page,
  deployment,
}) => {
  await leave(page);
  await deployment.startWith(OTHER);
  await page.goto("/connection");
  await expect(problem(page, "PostHog needs your permission again")).toBeVisible();
  await expect(page.getByText("We can no longer decrypt the access stored")).toBeVisible();
  await page.getByRole("link", { name: "Disconnect" }).click();
  await page.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByText("Disconnected.", { exact: false })).toBeVisible();
});
