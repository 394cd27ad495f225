import { type PartnerApp, type Place, partnerSuite, partnerTest } from "../../sandbox/testkit";
import { freePort, startProcess } from "../../tests/support/processes";
import { Sandbox } from "../../tests/support/sandbox";

const faulty: PartnerApp = {
  signIn: async (page, email) => void (await page.goto(`/sign-in?email=${encodeURIComponent(email)}`)),
  connect: (page) => press(page, "Connect"),
  open: (page) => press(page, "Open"),
  async isConnected(page) {
    await page.goto("/");
    return page.getByText("Connected", { exact: true }).isVisible();
  },
};

async function press(page: Parameters<PartnerApp["open"]>[0], name: string): Promise<void> {
  await page.goto("/");
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name }).click();
  await loaded;
}

const test = partnerTest(faulty).extend<object, { fault: string; place: Place }>({
  fault: ["", { option: true, scope: "worker" }],
  place: [
    async ({ fault }, use) => {
      const sandbox = await Sandbox.start();
      const baseURL = `http://localhost:${await freePort()}`;
      const env = { APP_URL: baseURL, POSTHOG_US_URL: sandbox.origins.us, FAULT: fault.trim() };
      const metadata = `${baseURL}/.well-known/posthog-client.json`;
      const app = await startProcess("node_modules/.bin/tsx", ["qa/faulty-partner/app.ts"], env, metadata);
      await use({ baseURL, sandbox: sandbox.origins });
      await app.stop();
      await sandbox.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

partnerSuite(test);
