import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expectHydrated, expectNewTabOffered } from "../e2e/support/hydration";
import { enter } from "../e2e/support/sign-in";
import { buildNextVersion, type NextVersion } from "../support/next-version";
import { provideNginx } from "../support/nginx";
import type { Deployment } from "./support/deployment";
import { test as base, expect } from "./support/fixtures";
import { connectedPerson, open } from "./support/story";

const OUTDATED = "This page was out of date";

const test = base.extend<object, { next: NextVersion }>({
  next: [
    async ({}, use) => {
      const next = buildNextVersion();
      await use(next);
      next.remove();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

/** The ports of the two processes: one of this version, one of the next. */
const portsOf = ({ processes }: Deployment) => processes.map(({ port }) => port);

test("without JavaScript, a page of either version works on the other", async ({ deploy, next, watch }) => {
  const deployment = await deploy("PostgreSQL", { processes: 2, builds: [".", next.folder] });
  const { person } = await connectedPerson(deployment, "rolling@example.org");
  watch(person);
  const [here = 0, there = 0] = portsOf(deployment);
  for (const [from, to] of [
    [here, there],
    [there, here],
  ] as const) {
    const page = await person.at(from).visit("/connection");
    expect((await open(person.at(to), page)).url).toMatch(/\/project\/\d+$/);
  }
});

test("without JavaScript, a page whose action is gone leads to itself, where its new action works", async ({
  deploy,
  next,
  watch,
}) => {
  const deployment = await deploy("PostgreSQL", { processes: 2, builds: [".", next.folder] });
  const { person } = await connectedPerson(deployment, "renamed@example.org");
  watch(person);
  const [here = 0, there = 0] = portsOf(deployment);
  const old = await person.at(here).visit("/connection/disconnect");
  const anew = await person.at(there).submit(old, { button: "Disconnect" });
  expect(anew.url).toContain("/connection/disconnect?outdated=");
  expect(anew.text).toContain(OUTDATED);
  const ended = await person.at(there).submit(anew, { button: "Disconnect" });
  expect(ended.text).toContain("Disconnected.");
});

test("with JavaScript, a page outlives a deployment, and reloads itself where its action is gone", async ({
  deploy,
  next,
  browser,
}) => {
  const deployment = await deploy("PostgreSQL", { builds: [".", next.folder] });
  const [app] = deployment.processes;
  await connectedPerson(deployment, "open-tab@example.org");
  const page = await browser.newPage({ baseURL: deployment.appUrl });
  await enter(page, "open-tab@example.org");

  await page.goto("/connection");
  await expectNewTabOffered(page);
  await redeploy(app);
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  await expect(page).toHaveURL(/\/project\/\d+$/);

  await page.goto("/connection/disconnect");
  await expectHydrated(page.getByRole("button", { name: "Disconnect" }));
  await redeploy(app);
  await page.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByRole("status").filter({ hasText: OUTDATED })).toBeFocused();
  await page.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByText("Disconnected.")).toBeVisible();
  await page.close();
});

test("behind nginx, either version's scripts and styles are found whichever process is asked", async ({
  deploy,
  next,
}) => {
  const deployment = await deploy("PostgreSQL", {
    processes: 2,
    builds: [".", next.folder],
    balance: provideNginx().balance,
  });
  const files = [".", next.folder].flatMap((folder) => {
    const chunks = join(folder, ".next/static/chunks");
    return readdirSync(chunks).filter((file) => /\.(?:js|css)$/.test(file));
  });
  const once = files.filter((file) => files.indexOf(file) === files.lastIndexOf(file));
  expect(once.length).toBeGreaterThan(0);
  for (const file of [...once, ...once]) {
    const { status } = await fetch(`${deployment.appUrl}/_next/static/chunks/${file}`);
    expect(status, file).toBe(200);
  }
});

const redeploy = async (app: Deployment["processes"][number] | undefined) => {
  await app?.stop();
  await app?.restart();
};
